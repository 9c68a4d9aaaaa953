import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { PROPERTY_RUNS } from "../../../../tests/support/propertyRuns.ts";
import { Temporal } from "./temporal.ts";
import { zonedWriter } from "./zonedTime.ts";

/** What is to be written, by `Temporal` alone. */
function expected(milliseconds: number, timeZone: string): string {
  const instant = Temporal.Instant.fromEpochMilliseconds(milliseconds);
  if (timeZone === "UTC") return instant.toString({ smallestUnit: "second" });
  return instant.toZonedDateTimeISO(timeZone).toString({
    timeZoneName: "never",
    smallestUnit: "second",
  });
}

const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Sao_Paulo",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Africa/Monrovia",
  "Pacific/Apia",
  "Antarctica/Troll",
  "America/St_Johns",
  "Etc/GMT+5",
];

const instants = fc.array(
  fc.oneof(
    fc.integer({ min: Date.UTC(1880, 0), max: Date.UTC(2100, 0) }),
    // Around the changes of the clocks of a year.
    fc.integer({ min: 0, max: 366 * 24 * 4 }).map((quarter) =>
      Date.UTC(2026, 0) + quarter * 900_000
    ),
    fc.constantFrom(Date.UTC(-1, 0), Date.UTC(9999, 11, 31, 23, 59), Date.UTC(10000, 0)),
  ),
  { minLength: 1, maxLength: 20 },
);

Deno.test("times are written in a zone as Temporal writes them, in whatever order they come", () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instants, fc.boolean(), (zone, times, inOrder) => {
      const write = zonedWriter(zone);
      for (const time of inOrder ? times.toSorted((a, b) => a - b) : times) {
        assertEquals(write(time), expected(time, zone), `${time} in ${zone}`);
      }
    }),
    { numRuns: PROPERTY_RUNS },
  );
});

Deno.test("the second before and after each change of the clocks is written in its own offset", () => {
  for (const zone of ZONES) {
    const write = zonedWriter(zone);
    let zoned = Temporal.Instant.fromEpochMilliseconds(Date.UTC(2020, 0)).toZonedDateTimeISO(zone);
    for (let i = 0; i < 12; i++) {
      const next = zoned.getTimeZoneTransition("next");
      if (!next) break;
      for (const time of [-1000, -1, 0, 1000].map((ms) => next.epochMilliseconds + ms)) {
        assertEquals(write(time), expected(time, zone), `${time} in ${zone}`);
      }
      zoned = next;
    }
  }
});
