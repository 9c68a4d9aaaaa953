import { assert, assertEquals } from "@std/assert";
import { atSpan, newEventForm } from "../../../web/src/google-calendar/eventForm.ts";
import {
  doubledNote,
  momentOf,
  readTimes,
  setValue,
} from "../../../web/src/google-calendar/eventTimes.ts";
import { nextHour } from "../../../web/src/google-calendar/span.ts";

const ZONE = "Europe/Vienna";

function form(start: string, end: string, zone = ZONE) {
  const empty = newEventForm(nextHour(new Date("2026-08-01T09:20:00Z"), zone), zone);
  return { ...empty, values: { ...empty.values, start, end } };
}

Deno.test("a new start keeps the event's length", () => {
  const moved = setValue(form("2026-08-15T09:00", "2026-08-15T10:30"), "start", "2026-08-16T14:00");
  assertEquals(moved.values.end, "2026-08-16T15:30");
});

Deno.test("a new start gives the event an hour if its end was before its start", () => {
  const moved = setValue(form("2026-08-15T09:00", "2026-08-15T08:00"), "start", "2026-08-16T14:00");
  assertEquals(moved.values.end, "2026-08-16T15:00");
});

Deno.test("the end stays while the start is incomplete", () => {
  const moved = setValue(form("2026-08-15T09:00", "2026-08-15T10:00"), "start", "");
  assertEquals(moved.values.end, "2026-08-15T10:00");
});

Deno.test("a time that exists twice has a note", () => {
  const night = form("2026-10-25T02:30", "2026-10-25T03:30");
  assert(doubledNote(night, "start"));
  assertEquals(doubledNote(night, "end"), null);
});

Deno.test("an untouched time is the moment that was read, with its seconds", () => {
  const span = { start: "2026-08-14T03:00:15-04:00", end: "2026-08-14T04:00:00-04:00" };
  const read = newEventForm({ ...span, allDay: false }, ZONE);
  assertEquals([momentOf(read, "start"), momentOf(read, "end")], [span.start, span.end]);
});

Deno.test("a form at another span keeps its title and has the new times", () => {
  const typed = setValue(form("2026-08-15T09:00", "2026-08-15T10:00"), "title", "Talk");
  const span = { start: "2026-08-20T09:00:00Z", end: "2026-08-20T09:30:00Z", allDay: false };
  const moved = atSpan(typed, span);
  assertEquals([moved.values.title, moved.values.start], ["Talk", "2026-08-20T11:00"]);
  assertEquals(readTimes(moved), span);
});
