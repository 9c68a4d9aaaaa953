import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { PROPERTY_RUNS } from "../../../../tests/support/propertyRuns.ts";
import { Temporal } from "temporal-polyfill";
import { isTimeZone, readTime, readTimes } from "./eventTime.ts";

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
  assertEquals(dateTimeOf("2024-08-15T09:00", "America/Los_Angeles"), "2024-08-15T09:00:00-07:00");
  assertEquals(dateTimeOf("2024-01-15T09:00", "America/Los_Angeles"), "2024-01-15T09:00:00-08:00");
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

Deno.test("isTimeZone knows IANA names and nothing else", () => {
  for (const name of ["Europe/Berlin", "UTC", "america/argentina/buenos_aires", "Etc/GMT+5"]) {
    assert(isTimeZone(name), name);
  }
  for (const name of ["", "Mars/Olympus", "+02:00", "Europe/Berlin ", "../etc", "Z", "GMT+2"]) {
    assert(!isTimeZone(name), name);
  }
});

Deno.test("readTimes names each field that is wrong", () => {
  assertEquals(
    readTimes({ start_datetime: "x", end_datetime: "2026-01-01T09:00:00" }),
    {
      problems: [
        {
          path: "start_datetime",
          message: "must be an RFC 3339 date-time such as 2026-08-15T09:00:00-07:00",
        },
        {
          path: "end_datetime",
          message: "needs an offset such as -07:00, or a time_zone beside it",
        },
      ],
    },
  );
  assertEquals(
    readTimes({
      start_datetime: "2026-01-01T09:00:00Z",
      end_datetime: "2026-01-01T10:00:00+02:00",
    }),
    { problems: [{ path: "end_datetime", message: "must be after start_datetime" }] },
  );
  assertEquals(
    readTimes({ start_datetime: "x", end_datetime: "x", time_zone: "Mars/Olympus" }),
    {
      problems: [{ path: "time_zone", message: "is not an IANA time zone such as Europe/Berlin" }],
    },
  );
});

Deno.test("readTimes writes a zone as IANA does, and the end's as the start's unless it has its own", () => {
  const local = { start_datetime: "2026-07-01T09:00", end_datetime: "2026-07-01T10:00" };
  assertEquals(readTimes({ ...local, time_zone: "europe/berlin" }), {
    start: { dateTime: "2026-07-01T09:00:00+02:00", timeZone: "Europe/Berlin" },
    end: { dateTime: "2026-07-01T10:00:00+02:00", timeZone: "Europe/Berlin" },
  });
  const flight = { ...local, time_zone: "etc/gmt+3", end_time_zone: "AMERICA/NEW_YORK" };
  assertEquals(readTimes(flight), {
    start: { dateTime: "2026-07-01T09:00:00-03:00", timeZone: "Etc/GMT+3" },
    end: { dateTime: "2026-07-01T10:00:00-04:00", timeZone: "America/New_York" },
  });
  const days = { start_date: "2026-07-01", end_date: "2026-07-02" };
  assertEquals(readTimes({ ...days, time_zone: null }), {
    start: { date: "2026-07-01", timeZone: undefined },
    end: { date: "2026-07-02", timeZone: undefined },
  });
});

Deno.test("readTimes leaves a zone that may be newer than this runtime to Google, beside an offset alone", () => {
  const zoned = (time_zone: string, at = "2026-07-01T09:00:00Z", to = "2026-07-01T10:00:00Z") => {
    const times = readTimes({ start_datetime: at, end_datetime: to, time_zone });
    return "start" in times ? times.start.timeZone : times.problems.map(({ path }) => path);
  };
  for (const name of ["GMT-03:00", "America/New_Place", "W. Europe Standard Time"]) {
    assertEquals(zoned(name), name);
    assertEquals(zoned(name, "2026-07-01T09:00:00"), ["time_zone"], name);
    assertEquals(zoned(name, "2026-07-01T09:00:00Z", "2026-07-01T10:00:00"), ["time_zone"], name);
  }
  for (const name of ["Mars/Olympus", "", "+02:00", "a/../b", "Zürich", "x".repeat(101), "A\n"]) {
    assertEquals(zoned(name), ["time_zone"], name);
  }
});

Deno.test("readTimes lets a timed event end when it starts only if told to", () => {
  const empty = {
    start_datetime: "2026-07-01T09:00:00Z",
    end_datetime: "2026-07-01T11:00:00+02:00",
  };
  assert("problems" in readTimes(empty));
  assert("start" in readTimes(empty, { mayBeEmpty: true }));
  assert(
    "problems" in readTimes({ start_date: "2026-07-01", end_date: "2026-07-01" }, {
      mayBeEmpty: true,
    }),
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
