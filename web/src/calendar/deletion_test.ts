import { assertEquals } from "@std/assert";
import type { CalendarEvent } from "../google-calendar/index.ts";
import { deletionOf, isDeleted } from "./deletion.ts";

function occurrence(day: number, some: Partial<CalendarEvent> = {}): CalendarEvent {
  const original_start = `2026-08-${day}T09:00:00Z`;
  return {
    id: `s1_${day}`,
    recurring_event_id: "s1",
    original_start,
    start_datetime: original_start,
    ...some,
  } as CalendarEvent;
}

const TWELFTH = occurrence(12);
const WEEK = [
  occurrence(10),
  occurrence(11, { start_datetime: "2026-08-20T09:00:00Z" }),
  TWELFTH,
  occurrence(13, { start_datetime: "2026-08-09T09:00:00Z" }),
  { ...occurrence(14), recurring_event_id: "s2" },
];

const gone = (deletion: ReturnType<typeof deletionOf>) =>
  WEEK.filter((event) => isDeleted(event, deletion)).map(({ id }) => id);

Deno.test("an occurrence, its series, or the later ones leave the screen", () => {
  assertEquals(gone(deletionOf(TWELFTH, {})), ["s1_12"]);
  assertEquals(gone(deletionOf({ ...TWELFTH, id: "s1", recurring_event_id: null }, {})), [
    "s1_10",
    "s1_11",
    "s1_12",
    "s1_13",
  ]);
  // By their moments in the series, which moved occurrences keep.
  assertEquals(gone(deletionOf(TWELFTH, { scope: "following" })), ["s1_12", "s1_13"]);
});

Deno.test("an event without a title has a name in the message", () => {
  assertEquals(deletionOf(occurrence(10, { summary: "" }), {}).title, "Untitled event");
});

Deno.test("the same event in another calendar stays on the screen", () => {
  const calendar = { account_id: "alan", calendar_id: "primary" };
  const deletion = deletionOf(occurrence(12, calendar), {});
  assertEquals(deletion.calendar, calendar);
  assertEquals(gone(deletion), []);
  assertEquals(isDeleted(occurrence(12, calendar), deletion), true);
});
