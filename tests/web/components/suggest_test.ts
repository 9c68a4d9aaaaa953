import { assertEquals } from "@std/assert";
import { suggestSlot, workingSlots } from "../../../web/src/google-calendar/suggest.ts";

const ZONE = "Europe/Vienna"; // UTC+2 in summer
/** A Friday. */
const NOW = new Date("2026-08-14T13:07:00Z");
const WEEKEND_AND_MONDAY = [{ start: "2026-08-14T13:07:00Z", end: "2026-08-18T00:00:00Z" }];

Deno.test("the rest of today comes first, from the next quarter of an hour on", () => {
  assertEquals(workingSlots(WEEKEND_AND_MONDAY, ZONE, NOW), [
    { start: "2026-08-14T13:15:00.000Z", end: "2026-08-14T15:00:00.000Z" },
    { start: "2026-08-17T07:00:00.000Z", end: "2026-08-17T15:00:00.000Z" },
  ]);
});

Deno.test("an event that does not fit into today goes to the next working day, not to the weekend", () => {
  assertEquals(suggestSlot(WEEKEND_AND_MONDAY, 60, ZONE, NOW)?.start, "2026-08-14T13:15:00.000Z");
  assertEquals(suggestSlot(WEEKEND_AND_MONDAY, 120, ZONE, NOW), {
    start: "2026-08-17T07:00:00.000Z",
    end: "2026-08-17T09:00:00.000Z",
  });
});

Deno.test("a slot that is too short is skipped", () => {
  const free = [
    { start: "2026-08-17T07:00:00Z", end: "2026-08-17T07:45:00Z" },
    { start: "2026-08-17T09:00:00Z", end: "2026-08-17T10:00:00Z" },
  ];
  assertEquals(suggestSlot(free, 60, ZONE, NOW)?.start, "2026-08-17T09:00:00.000Z");
});

Deno.test("without free working time there is no suggestion", () => {
  const night = [{ start: "2026-08-17T18:00:00Z", end: "2026-08-18T06:00:00Z" }];
  assertEquals(suggestSlot(night, 30, ZONE, NOW), null);
  assertEquals(suggestSlot([], 30, ZONE, NOW), null);
});

Deno.test("free time in the past is not suggested", () => {
  const past = [{ start: "2026-08-14T07:00:00Z", end: "2026-08-14T12:00:00Z" }];
  assertEquals(workingSlots(past, ZONE, NOW), []);
});
