import { assert, assertEquals } from "@std/assert";
import type { calendar_v3 } from "@googleapis/calendar";
import { hasId, isSeries, toItem, toSeries } from "./eventRow.ts";

type Event = calendar_v3.Schema$Event & { id: string };

const ALL = { timesOnly: false };
const RESOURCE = "11111111-2222-4333-8444-555555555555";

const MEETING: Event = {
  id: "abc",
  status: "confirmed",
  iCalUID: "abc@google.com",
  summary: "Lecture 5",
  description: "Cards",
  location: "Hall 2",
  start: { dateTime: "2026-08-15T09:00:00-07:00", timeZone: "America/Los_Angeles" },
  end: { dateTime: "2026-08-15T10:00:00-07:00", timeZone: "America/Los_Angeles" },
  organizer: { email: "ada@example.com", self: true },
  attendees: [{ email: "grace@example.com", responseStatus: "accepted", self: true }],
  hangoutLink: "https://meet.google.com/abc",
  htmlLink: "https://www.google.com/calendar/event?eid=x",
  extendedProperties: { private: { supabase_resource_id: RESOURCE } },
  colorId: "7",
  visibility: "private",
  etag: '"2"',
  created: "2026-01-01T00:00:00.000Z",
  updated: "2026-01-02T00:00:00.500Z",
};

Deno.test("a row has the event's times in UTC, its words, its people and its resource", () => {
  assertEquals(toItem(MEETING, ALL), {
    id: "abc",
    series_id: null,
    original_start: null,
    ical_uid: "abc@google.com",
    status: "confirmed",
    starts_at: "2026-08-15T16:00:00.000Z",
    ends_at: "2026-08-15T17:00:00.000Z",
    all_day: false,
    start_date: null,
    end_date: null,
    time_zone: "America/Los_Angeles",
    summary: "Lecture 5",
    description: "Cards",
    location: "Hall 2",
    busy: true,
    response: "accepted",
    visibility: "private",
    event_type: "default",
    color_id: "7",
    organizer: "ada@example.com",
    attendees: [{
      email: "grace@example.com",
      optional: false,
      display_name: null,
      response_status: "accepted",
      comment: null,
      self: true,
      organizer: false,
      resource: false,
    }],
    meeting_url: "https://meet.google.com/abc",
    html_link: "https://www.google.com/calendar/event?eid=x",
    resource_id: RESOURCE,
    etag: '"2"',
    created_at: "2026-01-01T00:00:00.000Z",
    updated_at: "2026-01-02T00:00:00.500Z",
  });
});

Deno.test("with times alone a row has no text, no address and no meeting, and still knows who is busy", () => {
  const row = toItem(MEETING, { timesOnly: true })!;
  const { summary, description, location, organizer, attendees, meeting_url } = row;
  assertEquals(
    [summary, description, location, organizer, attendees, meeting_url],
    [null, null, null, null, null, null],
  );
  assertEquals([row.busy, row.response, row.starts_at], [
    true,
    "accepted",
    toItem(MEETING, ALL)!.starts_at,
  ]);
  assertEquals(
    toSeries({ ...MEETING, recurrence: ["RRULE:FREQ=DAILY"] }, { timesOnly: true }).summary,
    null,
  );
});

Deno.test("an event that is declined, or marked as free, takes no time", () => {
  const attendees = [{ self: true, responseStatus: "declined" }];
  assertEquals(toItem({ ...MEETING, attendees }, ALL)!.busy, false);
  assertEquals(toItem({ ...MEETING, transparency: "transparent" }, ALL)!.busy, false);
});

Deno.test("an all-day event has dates and no instants, and at least one day", () => {
  const day = (end: calendar_v3.Schema$EventDateTime | undefined) => {
    const { starts_at, ends_at, all_day, start_date, end_date } = toItem(
      { id: "d", start: { date: "2026-12-31" }, end },
      ALL,
    )!;
    return [starts_at, ends_at, all_day, start_date, end_date];
  };
  assertEquals(day({ date: "2027-01-02" }), [null, null, true, "2026-12-31", "2027-01-02"]);
  for (const end of [undefined, {}, { date: "2026-12-31" }, { date: "2026-02-30" }]) {
    assertEquals(day(end), [null, null, true, "2026-12-31", "2027-01-01"], JSON.stringify(end));
  }
});

Deno.test("an event without an end, or with one before its start, ends where it starts", () => {
  const end = (end?: calendar_v3.Schema$EventDateTime, more: Partial<Event> = {}) =>
    toItem({ id: "e", start: { dateTime: "2026-01-01T10:00:00Z" }, end, ...more }, ALL)!.ends_at;
  assertEquals(end(), "2026-01-01T10:00:00.000Z");
  assertEquals(end({ dateTime: "2025-01-01T10:00:00Z" }), "2026-01-01T10:00:00.000Z");
  assertEquals(end(undefined, { endTimeUnspecified: true }), "2026-01-01T10:00:00.000Z");
});

Deno.test("an occurrence names its series and its original start: an instant, or a date", () => {
  const occurrence = { ...MEETING, recurringEventId: "s" };
  const original = (originalStartTime: calendar_v3.Schema$EventDateTime) =>
    toItem({ ...occurrence, originalStartTime }, ALL)!;
  assertEquals(
    original({ dateTime: "2026-08-15T09:00:00+02:00" }).original_start,
    "2026-08-15T07:00:00.000Z",
  );
  assertEquals(original({ date: "2026-08-15" }).original_start, "2026-08-15");
  assertEquals(original({ date: "2026-08-15" }).series_id, "s");
});

Deno.test("an event that has its id alone, or a time that no calendar has, has no row", () => {
  const starts: (calendar_v3.Schema$EventDateTime | undefined)[] = [
    undefined,
    {},
    { date: "2026-02-30" },
    { date: "0000-01-01" },
    { date: "12026-01-01" },
    { dateTime: "yesterday" },
    { dateTime: "+012026-01-01T00:00:00Z" },
    { dateTime: "-000001-01-01T00:00:00Z" },
  ];
  for (const start of starts) assertEquals(toItem({ id: "x", start }, ALL), undefined);
});

Deno.test("NUL characters, half surrogate pairs and endless texts do not reach the database, in guests' names either", () => {
  const odd = "a\0b\ud800c";
  const row = toItem({
    ...MEETING,
    summary: odd,
    description: "x".repeat(1_000_000),
    location: "\udc00",
    attendees: [{ email: odd, displayName: odd, comment: odd }],
    recurringEventId: odd,
  }, ALL)!;
  const text = JSON.stringify(row);
  assert(!text.includes("\\u0000") && !/\\ud[89a-f]/.test(text), text.slice(0, 300));
  assertEquals([row.summary, row.description!.length, row.location], [
    "ab\ufffdc",
    65_536,
    "\ufffd",
  ]);
  assertEquals((row.attendees as { display_name: string }[])[0]!.display_name, "ab\ufffdc");
});

Deno.test("fields of another type than Google's are left out, and never stop the page", () => {
  const wrong = {
    ...MEETING,
    summary: 5,
    attendees: [null, "x", { email: 7 }],
    organizer: "ada",
    conferenceData: { entryPoints: [null, { uri: {} }, 5] },
    hangoutLink: {},
    htmlLink: "javascript:alert(1)",
    extendedProperties: { private: { supabase_resource_id: "'; drop" } },
    created: 5,
    updated: "soon",
    colorId: {},
    eventType: "newKind",
    status: "new",
  } as unknown as Event;
  const row = toItem(wrong, ALL)!;
  assertEquals(
    [row.summary, row.organizer, row.meeting_url, row.html_link, row.resource_id, row.created_at],
    [null, null, null, null, null, null],
  );
  assertEquals([row.updated_at, row.color_id, row.event_type, row.status], [
    null,
    null,
    null,
    "confirmed",
  ]);
});

Deno.test("guests that Google left out leave the list as it came", () => {
  const row = toItem({ ...MEETING, attendeesOmitted: true }, ALL)!;
  assertEquals(row.attendees?.length, 1);
  assertEquals(toItem({ ...MEETING, attendees: undefined }, ALL)!.attendees, null);
});

Deno.test("an id that no row can have is no id", () => {
  const usable = (id: unknown) => hasId({ id } as Event);
  assert(usable("abc_20260815T160000Z"));
  for (const id of [undefined, null, "", 5, "a\0", "\ud800", "x".repeat(1025)]) {
    assert(!usable(id), String(id).slice(0, 10));
  }
  assert(!hasId(null));
});

Deno.test("a series has its rule and its first start, whatever its lines hold", () => {
  const event = { ...MEETING, recurrence: ["RRULE:FREQ=WEEKLY", "EXDATE:\0", 5 as never] };
  assertEquals(toSeries(event, ALL), {
    id: "abc",
    recurrence: ["RRULE:FREQ=WEEKLY", "EXDATE:"],
    summary: "Lecture 5",
    starts_at: "2026-08-15T16:00:00.000Z",
    all_day: false,
    start_date: null,
    time_zone: "America/Los_Angeles",
    etag: '"2"',
    updated_at: "2026-01-02T00:00:00.500Z",
  });
  assert(isSeries(event) && !isSeries(MEETING) && !isSeries({ recurrence: [] }));
});
