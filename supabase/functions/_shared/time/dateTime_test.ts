import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { PROPERTY_RUNS } from "../../../../tests/support/propertyRuns.ts";
import { Temporal } from "temporal-polyfill";
import { readTime } from "./dateTime.ts";

function problemOf(value: string, zone?: string): string | undefined {
  const read = readTime(value, zone);
  return "problem" in read ? read.problem : undefined;
}

function dateTimeOf(value: string, zone?: string): string {
  const read = readTime(value, zone);
  assert("dateTime" in read, `${value} ${zone}: ${JSON.stringify(read)}`);
  return read.dateTime;
}

Deno.test("readTime keeps an offset as it was given, and adds the seconds that Google wants", () => {
  assertEquals(dateTimeOf("2024-08-15T09:00:00-07:00"), "2024-08-15T09:00:00-07:00");
  assertEquals(dateTimeOf("2024-08-15T09:00-07:00"), "2024-08-15T09:00:00-07:00");
  assertEquals(dateTimeOf("2024-08-15T16:00:00Z"), "2024-08-15T16:00:00Z");
  assertEquals(dateTimeOf("2024-08-15t16:00z"), "2024-08-15T16:00:00Z");
  assertEquals(
    dateTimeOf("2024-08-15T16:00:00Z", "America/Los_Angeles"),
    "2024-08-15T16:00:00Z",
  );
});

Deno.test("readTime reads a local time in its zone", () => {
  const zone = "America/Los_Angeles";
  const instantOf = (value: string) => {
    const read = readTime(value, zone);
    return "instant" in read && read.instant.toString();
  };
  assertEquals(instantOf("2024-08-15T09:00"), "2024-08-15T16:00:00Z");
  assertEquals(instantOf("2024-01-15T09:00"), "2024-01-15T17:00:00Z");
});

Deno.test("readTime leaves a local time to Google, whose zones are the newest", () => {
  assertEquals(dateTimeOf("2028-06-01T12:00", "America/Asuncion"), "2028-06-01T12:00:00");
  assertEquals(dateTimeOf("2028-06-01T12:00:30.5", "Europe/Berlin"), "2028-06-01T12:00:30.5");
});

Deno.test("readTime refuses a local time that a clock change skips", () => {
  assert(
    problemOf("2026-03-29T02:30:00", "Europe/Berlin")?.includes("does not exist in Europe/Berlin"),
  );
});

Deno.test("readTime takes the first of a local time that a clock change doubles", () => {
  assertEquals(dateTimeOf("2026-10-25T02:30:00", "Europe/Berlin"), "2026-10-25T02:30:00+02:00");
});

Deno.test("readTime goes by the offset, whatever the zone beside it has then", () => {
  assertEquals(dateTimeOf("2026-07-01T09:00+01:00", "Europe/Berlin"), "2026-07-01T09:00:00+01:00");
  assertEquals(dateTimeOf("2026-07-01T09:00+02:00", "Europe/Berlin"), "2026-07-01T09:00:00+02:00");
  assertEquals(
    dateTimeOf("2026-07-01T09:00:59-00:00", "Europe/Berlin"),
    "2026-07-01T09:00:59+00:00",
  );
});

Deno.test("readTime refuses what is no date and time", () => {
  const wrong = [
    "",
    "tomorrow",
    "2026-02-30T09:00:00Z",
    "2026-13-01T09:00:00Z",
    "2026-01-01T25:00:00Z",
    "2026-01-01T09:61:00Z",
    "2026-01-01",
    "2026-01-01 09:00:00Z",
    "2026-01-01T09:00:00+2500",
    "2026-01-01T09:00:00+99:00",
    "2026-01-01T09:00:00Z[Europe/Berlin]",
    "+002026-01-01T09:00:00Z",
  ];
  for (const value of wrong) assert(problemOf(value) !== undefined, value);
});

Deno.test("readTime wants an offset or a zone", () => {
  assertEquals(
    problemOf("2026-01-01T09:00:00"),
    "needs an offset such as -07:00, or a time_zone beside it",
  );
});

const zones = Intl.supportedValuesOf("timeZone");
const moment = fc.integer({
  min: Date.UTC(2000, 0, 1) / 1000,
  max: Date.UTC(2060, 0, 1) / 1000,
}).map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000));

Deno.test("readTime means the caller's instant in any zone, at any time, with or without an offset", () => {
  fc.assert(
    fc.property(moment, fc.constantFrom(...zones), (instant, zone) => {
      const zoned = instant.toZonedDateTimeISO(zone);
      const withOffset = readTime(zoned.toString({ timeZoneName: "never" }), zone);
      if (!("instant" in withOffset) || !withOffset.instant.equals(instant)) return false;
      if (!Temporal.Instant.from(withOffset.dateTime).equals(instant)) return false;

      const local = readTime(zoned.toPlainDateTime().toString(), zone);
      if (!("instant" in local)) return false;
      // Of a doubled local time the first: never later than the instant, and the same wall clock.
      return Temporal.Instant.compare(local.instant, instant) <= 0 &&
        local.instant.toZonedDateTimeISO(zone).toPlainDateTime().equals(zoned.toPlainDateTime());
    }),
    { numRuns: PROPERTY_RUNS },
  );
});
