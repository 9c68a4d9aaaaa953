import { assertEquals } from "@std/assert";
import type { CalendarEvent } from "../google-calendar/index.ts";
import { answerBefore, reverseOf } from "./reverse.ts";

const BEFORE = {
  id: "a",
  summary: "Lecture",
  location: null,
  start_datetime: "2026-08-11T09:00:00Z",
  end_datetime: "2026-08-11T10:00:00Z",
  start_date: null,
  end_date: null,
  time_zone: "Europe/Berlin",
  end_time_zone: "Europe/Berlin",
  recurrence: null,
  attendees: [{ email: "grace@example.com", response_status: "accepted", self: false }],
  meeting: null,
} as unknown as CalendarEvent;

Deno.test("the reverse of a change has what was there, and nothing else", () => {
  assertEquals(
    reverseOf(BEFORE, { summary: "Seminar", location: "Room 7", send_updates: "none" }),
    { summary: "Lecture", location: null, send_updates: "none" } as never,
  );
});

Deno.test("the reverse of a move has both times and the zone", () => {
  const days = { start_date: "2026-08-11", end_date: "2026-08-12" };
  assertEquals(
    reverseOf(BEFORE, days),
    {
      start_datetime: "2026-08-11T09:00:00Z",
      end_datetime: "2026-08-11T10:00:00Z",
      time_zone: "Europe/Berlin",
    } as never,
  );
});

Deno.test("the reverse of new guests and a meeting is the old guests and none", () => {
  assertEquals(
    reverseOf(BEFORE, { attendees: [], conference: "google_meet" }),
    { attendees: BEFORE.attendees, conference: null } as never,
  );
});

Deno.test("a split series and a removed meeting cannot be brought back", () => {
  assertEquals(reverseOf(BEFORE, { summary: "x", scope: "following" }), null);
  const meeting = { status: "ready", url: "https://meet.example", phone: [] };
  assertEquals(reverseOf({ ...BEFORE, meeting } as CalendarEvent, { conference: null }), null);
});

Deno.test("the answer before is the person's own, also if there was none", () => {
  assertEquals(answerBefore(BEFORE), null);
  const attendees = [{
    email: "ada@example.com",
    self: true,
    response_status: null,
    comment: null,
  }];
  assertEquals(answerBefore({ ...BEFORE, attendees } as unknown as CalendarEvent), {
    response_status: "needs_action",
    comment: null,
    send_updates: "all",
  });
});
