import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  addDays,
  nextFullHour,
  readLocal,
  toLocal,
} from "../../../web/src/google-calendar/time.ts";

Deno.test("a local time is the moment that its zone's offset on that day gives", () => {
  const moment = (value: string, zone: string) => {
    const read = readLocal(value, zone);
    return "instant" in read && read.instant.toISOString();
  };
  assertEquals(moment("2026-01-15T09:00", "Europe/Vienna"), "2026-01-15T08:00:00.000Z");
  assertEquals(moment("2026-07-15T09:00", "Europe/Vienna"), "2026-07-15T07:00:00.000Z");
  assertEquals(moment("2026-07-15T09:00", "America/St_Johns"), "2026-07-15T11:30:00.000Z");
  assertEquals(moment("2026-07-15T09:00", "Asia/Kathmandu"), "2026-07-15T03:15:00.000Z");
  assertEquals(moment("2026-07-15T09:00", "UTC"), "2026-07-15T09:00:00.000Z");
});

Deno.test("a local time that the clocks skip is reported as skipped", () => {
  assertEquals(readLocal("2026-03-29T02:30", "Europe/Vienna").kind, "skipped");
  assertEquals(readLocal("2026-03-29T01:59", "Europe/Vienna").kind, "exact");
  assertEquals(readLocal("2026-03-29T03:00", "Europe/Vienna").kind, "exact");
});

Deno.test("a local time that exists twice means the first of the two", () => {
  const read = readLocal("2026-10-25T02:30", "Europe/Vienna");
  assertEquals(read, {
    kind: "doubled",
    instant: new Date("2026-10-25T00:30:00Z"),
  });
});

Deno.test("a day that a zone left out is reported as skipped", () => {
  assertEquals(readLocal("2011-12-30T12:00", "Pacific/Apia").kind, "skipped");
});

Deno.test("a text that is not a date is invalid", () => {
  for (const value of ["", "2026-02-30T10:00", "2026-13-01T10:00", "2026-01-01T25:00", "today"]) {
    assertEquals(readLocal(value, "UTC").kind, "invalid", value);
  }
});

Deno.test("every moment reads back from its own local time", () => {
  const zones = ["Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];
  const day = fc.date({
    min: new Date("2000-01-01"),
    max: new Date("2040-01-01"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(day, fc.constantFrom(...zones), (date, zone) => {
      date.setUTCSeconds(0, 0);
      const read = readLocal(toLocal(date, zone), zone);
      if (!("instant" in read)) throw new Error(`${date.toISOString()} in ${zone}: ${read.kind}`);
      // Of a doubled time only the first is read back, up to an hour before the moment.
      if (read.kind === "exact") assertEquals(read.instant.getTime(), date.getTime());
      else assertEquals(date.getTime() - read.instant.getTime() <= 3_600_000, true);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("the suggested start is the next full hour on the person's clock", () => {
  const now = new Date("2026-08-15T09:20:00Z");
  assertEquals(nextFullHour(now, "UTC"), "2026-08-15T10:00");
  assertEquals(nextFullHour(now, "Asia/Kathmandu"), "2026-08-15T16:00");
});

Deno.test("days are counted over the end of a month and a clock change", () => {
  assertEquals(addDays("2026-03-28", 2), "2026-03-30");
  assertEquals(addDays("2026-03-01", -1), "2026-02-28");
});
