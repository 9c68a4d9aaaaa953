import { assertEquals } from "@std/assert";
import { neighbours, rangeOf } from "./days.ts";

Deno.test("days begin and end at midnight in their zone, also over a clock change", () => {
  assertEquals(rangeOf({ first: "2026-10-19", end: "2026-10-26" }, "Europe/Berlin"), {
    start: "2026-10-18T22:00:00.000Z",
    end: "2026-10-25T23:00:00.000Z",
  });
});

Deno.test("a day whose midnight does not exist begins an hour later", () => {
  const { start } = rangeOf({ first: "2027-04-23", end: "2027-04-24" }, "Africa/Cairo");
  assertEquals(new Date(start).getTime() <= Date.parse("2027-04-22T22:00:00Z"), true);
});

Deno.test("the neighbours are the next and the last days of the same length", () => {
  const week = { first: "2026-12-28", end: "2027-01-04" };
  assertEquals(neighbours(week, "week", "2026-12-30", 1), [
    { first: "2027-01-04", end: "2027-01-11" },
    { first: "2026-12-21", end: "2026-12-28" },
  ]);
});

Deno.test("a month's neighbours begin with the week of their first day", () => {
  const month = { first: "2026-07-27", end: "2026-09-07" };
  assertEquals(neighbours(month, "month", "2026-08-15", 1), [
    { first: "2026-08-31", end: "2026-10-12" },
    { first: "2026-06-29", end: "2026-08-10" },
  ]);
  assertEquals(neighbours(month, "month", "2026-08-15", 0)[0]!.first, "2026-08-30");
});
