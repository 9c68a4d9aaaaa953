import { assert, assertEquals } from "@std/assert";
import { spanOf } from "../google-calendar/index.ts";
import { mayChangeShared, ownInvitation } from "../calendar/eventKinds.ts";
import { isRow } from "./isRow.ts";
import { type EventRow, rowEvent } from "./rowEvent.ts";

const REF = { account_id: "account", calendar_id: "primary" };
const ADA = "ada@example.com";

const LECTURE: EventRow = {
  id: "lecture",
  series_id: null,
  original_start: null,
  status: "confirmed",
  starts_at: "2026-08-12T09:00:00+00:00",
  ends_at: "2026-08-12T10:00:00+00:00",
  all_day: false,
  start_date: null,
  end_date: null,
  time_zone: "Europe/Berlin",
  summary: "Lecture",
  description: null,
  location: null,
  busy: true,
  response: null,
  visibility: null,
  event_type: "default",
  color_id: null,
  organizer: "Ada@example.com",
  attendees: null,
  meeting_url: null,
  html_link: "https://www.google.com/calendar/event?eid=x",
  resource_id: null,
  etag: '"7"',
  created_at: null,
  updated_at: null,
};

const guest = (email: string, self: boolean) => ({
  ...{ email, self, optional: false, display_name: null, comment: null },
  ...{ response_status: "accepted" as const, organizer: !self, resource: false },
});

Deno.test("a row is shown as the event that Google has, and known as a row also after a change", () => {
  const event = rowEvent(LECTURE, REF, ADA);
  assertEquals(spanOf(event), {
    start: "2026-08-12T09:00:00.000Z",
    end: "2026-08-12T10:00:00.000Z",
    allDay: false,
  });
  assertEquals([event.account_id, event.calendar_id, event.etag], ["account", "primary", '"7"']);
  assert(event.organizer!.self, "addresses differ by case alone");
  assert(mayChangeShared(event));
  assert(isRow({ ...event, summary: "Renamed" }));
});

Deno.test("whole days have no times, and keep the dates of the calendar", () => {
  const event = rowEvent(
    { ...LECTURE, all_day: true, start_date: "2026-08-12", end_date: "2026-08-14" },
    REF,
    ADA,
  );
  assertEquals(spanOf(event), { start: "2026-08-12", end: "2026-08-14", allDay: true });
  assertEquals([event.start_datetime, event.end_datetime], [null, null]);
});

Deno.test("who is invited sees an invitation, also one that was declined", () => {
  const invitation = rowEvent(
    {
      ...LECTURE,
      organizer: "grace@example.com",
      attendees: [guest("grace@example.com", false), guest(ADA, true)],
      busy: false,
      response: "declined",
    },
    REF,
    ADA,
  );
  assert(ownInvitation(invitation));
  assert(!mayChangeShared(invitation));
  assertEquals(invitation.transparency, null, "a declined event is not marked as free");
  assertEquals(rowEvent({ ...LECTURE, busy: false }, REF, ADA).transparency, "transparent");
});

Deno.test("an occurrence knows when it starts by its rule: a moment, or a day", () => {
  const start = (id: string, original_start: string) =>
    rowEvent({ ...LECTURE, id, series_id: "s", original_start }, REF, ADA).original_start;
  assertEquals(
    start("s_20260812T090000Z", "2026-08-12T09:00:00+00:00"),
    "2026-08-12T09:00:00.000Z",
  );
  // Midnight in Berlin is the day before in UTC.
  assertEquals(start("s_20260812", "2026-08-11T22:00:00+00:00"), "2026-08-12");
});

Deno.test("a meeting can be joined from the row", () => {
  const { meeting } = rowEvent({ ...LECTURE, meeting_url: "https://meet.google.com/a" }, REF, ADA);
  assertEquals(meeting, { status: "ready", url: "https://meet.google.com/a", phone: [] });
});
