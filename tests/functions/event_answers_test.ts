/** What is answered for the events that Google has. */
import { assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";

const { stack, call, connect } = await startScenario();
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
await connect(ada);

/** What is answered if Google answers this event. */
async function read(event: Record<string, unknown>, query = "") {
  const stop = google.fail("events.get", { body: { id: "one1", ...event } });
  const { status, body } = await call(`GET /calendar-events/users/me/one1${query}`, { user: ada });
  stop();
  assertEquals(status, 200, JSON.stringify(body));
  return body;
}
async function list(items: unknown[], query = "", more: Record<string, unknown> = {}) {
  const stop = google.fail("events.list", { body: { kind: "calendar#events", items, ...more } });
  const { status, body } = await call(`GET /calendar-events/users/me${query}`, { user: ada });
  stop();
  assertEquals(status, 200, JSON.stringify(body));
  return body;
}

Deno.test("every type of event has a name, and an unknown type is null", async () => {
  const types: [googles: unknown, ours: string | null][] = [
    [undefined, "default"],
    ["default", "default"],
    ["outOfOffice", "out_of_office"],
    ["focusTime", "focus_time"],
    ["workingLocation", "working_location"],
    ["birthday", "birthday"],
    ["fromGmail", "from_gmail"],
    ["somethingNew", null],
    [5, null],
    ["constructor", null],
  ];
  for (const [eventType, name] of types) {
    assertEquals((await read({ eventType })).event_type, name, String(eventType));
  }
});

Deno.test("guests and the organizer are answered with everything that Google has of them", async () => {
  const { organizer, attendees, attendees_omitted } = await read({
    organizer: { email: "grace@example.com", displayName: "Grace", self: false },
    attendeesOmitted: true,
    attendees: [
      {
        email: "ada@example.com",
        self: true,
        responseStatus: "tentative",
        comment: "Perhaps",
        additionalGuests: 2,
      },
      { email: "room@resource.calendar.google.com", resource: true, responseStatus: "accepted" },
      { email: "grace@example.com", organizer: true, optional: true, displayName: "Grace" },
      { email: "x@example.com", responseStatus: "needsAction" },
      { email: "y@example.com", responseStatus: "somethingNew" },
    ],
  });
  assertEquals([organizer, attendees_omitted], [
    { email: "grace@example.com", display_name: "Grace", self: false },
    true,
  ]);
  const guest = (email: string, more: Record<string, unknown>) => ({
    email,
    optional: false,
    display_name: null,
    response_status: null,
    comment: null,
    self: false,
    organizer: false,
    resource: false,
    ...more,
  });
  assertEquals(attendees, [
    guest("ada@example.com", { self: true, response_status: "tentative", comment: "Perhaps" }),
    guest("room@resource.calendar.google.com", { resource: true, response_status: "accepted" }),
    guest("grace@example.com", { organizer: true, optional: true, display_name: "Grace" }),
    guest("x@example.com", { response_status: "needs_action" }),
    guest("y@example.com", {}),
  ]);
  const none = await read({});
  assertEquals([none.organizer, none.attendees, none.attendees_omitted], [null, null, false]);
});

Deno.test("an event can have two zones, and an occurrence has the start that its series gives it", async () => {
  const flight = await read({
    start: { dateTime: "2027-03-01T10:00:00Z", timeZone: "Europe/London" },
    end: { dateTime: "2027-03-01T18:00:00Z", timeZone: "America/New_York" },
    recurringEventId: "series",
    originalStartTime: { dateTime: "2027-03-01T09:00:00Z", timeZone: "Europe/London" },
  });
  assertEquals([flight.time_zone, flight.end_time_zone], ["Europe/London", "America/New_York"]);
  assertEquals([flight.recurring_event_id, flight.original_start], [
    "series",
    "2027-03-01T09:00:00Z",
  ]);
  const day = await read({ originalStartTime: { date: "2027-03-01" } });
  assertEquals(day.original_start, "2027-03-01");
});

Deno.test("calendar_id in answers is one name for one calendar, whatever name the request uses", async () => {
  const queries = ["", "?calendar_id=primary", "?calendar_id=ada@example.com"];
  for (const query of [...queries, "?calendar_id=Ada%40EXAMPLE.com"]) {
    assertEquals((await read({}, query)).calendar_id, "primary", query);
    assertEquals((await list([{ id: "one1" }], query)).events[0].calendar_id, "primary", query);
  }
  const other = "abc@group.calendar.google.com";
  assertEquals((await read({}, `?calendar_id=${other}`)).calendar_id, other);
});

const video = { entryPointType: "video", uri: "https://meet.google.com/abc" };
const phone = { entryPointType: "phone", uri: "tel:+44-20-1234", label: "+44 20 1234", pin: "99" };
const sip = { entryPointType: "sip", uri: "sip:abc@example.com" };
const more = { entryPointType: "more", uri: "https://tel.meet/abc" };
const asked = (statusCode?: string) => ({
  createRequest: { requestId: "r", ...statusCode ? { status: { statusCode } } : {} },
});
const ready = (url: string | null, ...phones: unknown[]) => ({
  status: "ready",
  url,
  phone: phones,
});
const UK = { number: "+44-20-1234", pin: "99" };
/** A meeting as Google has it, and as it is answered. */
const MEETINGS: Record<string, [event: Record<string, unknown>, meeting: unknown]> = {
  "none": [{}, null],
  "an empty conference": [{ conferenceData: {} }, null],
  "a request without an outcome": [{ conferenceData: asked() }, null],
  "a pending request": [
    { conferenceData: asked("pending") },
    { status: "pending", url: null, phone: [] },
  ],
  "a failed request": [
    { conferenceData: asked("failure") },
    { status: "failed", url: null, phone: [] },
  ],
  "a video": [{ conferenceData: { ...asked("success"), entryPoints: [video] } }, ready(video.uri)],
  "a video and phones, the page for more phones left aside": [
    {
      conferenceData: {
        entryPoints: [more, { ...phone, uri: undefined, pin: undefined }, phone, video],
      },
    },
    ready(video.uri, { number: "+44 20 1234", pin: null }, UK),
  ],
  "phones alone": [{ conferenceData: { entryPoints: [phone] } }, ready(null, UK)],
  "phones of a provider that calls the PIN otherwise": [
    {
      conferenceData: {
        entryPoints: [{ ...phone, pin: undefined, meetingCode: "1" }, {
          ...phone,
          pin: undefined,
          accessCode: "2",
        }, { ...phone, pin: undefined, passcode: "3" }],
      },
    },
    ready(null, { ...UK, pin: "1" }, { ...UK, pin: "2" }, { ...UK, pin: "3" }),
  ],
  "SIP alone": [{ conferenceData: { entryPoints: [sip] } }, ready(null)],
  "a page with more ways alone": [{ conferenceData: { entryPoints: [more] } }, ready(more.uri)],
  "a link without a conference": [{ hangoutLink: video.uri }, ready(video.uri)],
  "a way to join beside a request that is pending": [
    { conferenceData: { ...asked("pending"), entryPoints: [phone] } },
    ready(null, UK),
  ],
  "a link that is no web address": [
    { hangoutLink: "javascript:alert(1)", conferenceData: { entryPoints: [phone] } },
    ready(null, UK),
  ],
  "a video that is no web address": [
    { conferenceData: { entryPoints: [{ ...video, uri: "javascript:alert(1)" }] } },
    ready(null),
  ],
};
for (const [name, [event, meeting]] of Object.entries(MEETINGS)) {
  Deno.test(`a meeting with ${name} is answered as it is`, async () => {
    assertEquals((await read(event)).meeting, meeting);
  });
}

Deno.test("a link is a web address or null", async () => {
  const links: [htmlLink: unknown, told: string | null][] = [
    ["https://www.google.com/calendar/event?eid=x", "https://www.google.com/calendar/event?eid=x"],
    ["javascript:alert(1)", null],
    ["JavaScript:https://x", null],
    ["data:text/html,x", null],
    ["//evil.example", null],
    ["https://", null],
    [undefined, null],
  ];
  for (const [htmlLink, told] of links) assertEquals((await read({ htmlLink })).html_link, told);
});

Deno.test("a cancelled occurrence is listed only if series are not expanded", async () => {
  const stub = {
    id: "one1_20270301T090000Z",
    status: "cancelled",
    recurringEventId: "one1",
    originalStartTime: { dateTime: "2027-03-01T09:00:00Z" },
  };
  const items = [{ id: "one1" }, stub, { id: "gone", status: "cancelled" }];
  const { events } = await list(items, "?single_events=false");
  assertEquals(events.length, 2);
  const { id, status, recurring_event_id, original_start, calendar_id, account_id, ...rest } =
    events[1];
  assertEquals([id, status, recurring_event_id, original_start, calendar_id, account_id], [
    stub.id,
    "cancelled",
    "one1",
    "2027-03-01T09:00:00Z",
    "primary",
    ada.id,
  ]);
  for (const [name, value] of Object.entries(rest)) {
    assertEquals(value, typeof value === "boolean" ? false : null, name);
  }
  assertEquals((await list(items)).events.length, 1);
});

Deno.test("a removed occurrence is listed beside its series, with the start that it had", async () => {
  const { body: series } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: {
      summary: "Seminar",
      start_datetime: "2027-03-26T09:00:00",
      end_datetime: "2027-03-26T10:00:00",
      time_zone: "Europe/London",
      recurrence: ["RRULE:FREQ=DAILY;COUNT=4"],
    },
  });
  const span = "?time_min=2027-03-26T00:00:00Z&time_max=2027-04-01T00:00:00Z";
  const events = async (query = "") =>
    (await call(`GET /calendar-events/users/me${span}${query}`, { user: ada })).body.events;
  const occurrences = await events();
  assertEquals(occurrences.length, 4);
  // The clocks change between the two days, and the original start has the offset of its own day.
  for (const one of occurrences) assertEquals(one.original_start, one.start_datetime);
  const removed = occurrences[2];
  const { status } = await call(`DELETE /calendar-events/users/me/${removed.id}`, { user: ada });
  assertEquals(status, 204);

  const whole = await events("&single_events=false");
  const stub = whole.find((one: { status: string }) => one.status === "cancelled");
  assertEquals([whole.length, stub.id, stub.recurring_event_id, stub.original_start], [
    2,
    removed.id,
    series.id,
    removed.original_start,
  ]);
  assertEquals([stub.summary, stub.start_datetime, stub.event_type], [null, null, null]);
  assertEquals((await events()).length, 3);
});

Deno.test("a list has the calendar's default reminders", async () => {
  const defaultReminders = [{ method: "popup", minutes: 10 }, { method: "email", minutes: 60 }];
  assertEquals((await list([], "", { defaultReminders })).default_reminders, defaultReminders);
  assertEquals((await list([])).default_reminders, []);
});

Deno.test("a list can be limited to types of events, and unknown types are refused", async () => {
  const grace = await stack.createUser({ google: { email: "grace@example.com" } });
  await connect(grace);
  const types = ["default", "focusTime", "birthday", "workingLocation"];
  for (const [i, eventType] of types.entries()) {
    const day = `2026-08-1${i}`;
    google.plant(grace.email, {
      eventType,
      start: { date: day },
      end: { date: `2026-08-1${i + 1}` },
    });
  }
  const listed = async (query: string) => {
    const { status, body } = await call(
      `GET /calendar-events/users/me?time_min=2026-08-10T00:00:00Z${query}`,
      { user: grace },
    );
    assertEquals(status, 200);
    return body.events.map(({ event_type }: { event_type: string }) => event_type);
  };
  assertEquals(await listed(""), ["default", "focus_time", "birthday", "working_location"]);
  assertEquals(await listed("&event_type=default"), ["default"]);
  assertEquals(await listed("&event_type=focus_time&event_type=birthday"), [
    "focus_time",
    "birthday",
  ]);
  const wrong = await call("GET /calendar-events/users/me?event_type=focusTime", { user: ada });
  assertEquals([wrong.status, wrong.body.details[0].path], [422, "event_type.0"]);
});

closeAtEnd(stack);
