/** Null and absence inside an event's fields, and what is refused if an event is sent back. */
import { assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";

const { stack, call, connect, createResource } = await startScenario();
const { google } = stack;
const ADA = "ada@example.com";
const ada = await stack.createUser({ google: { email: ADA } });
await connect(ada);

const EVENTS = "/calendar-events/users/me";
// deno-lint-ignore no-explicit-any -- an answer's body
type Json = any;

const TORONTO = {
  start: { dateTime: "2027-03-01T14:00:00Z", timeZone: "America/Toronto" },
  end: { dateTime: "2027-03-01T15:00:00Z", timeZone: "America/Toronto" },
};
const plant = (event: Json) => google.plant(ADA, { summary: "Lecture 5", ...TORONTO, ...event });
const stored = (id: string): Json => google.events(ADA).find((event) => event.id === id)!;
const read = async (id: string) => (await call(`GET ${EVENTS}/${id}`, { user: ada })).body;
const patch = (id: string, body: unknown, headers?: Record<string, string>) =>
  call(`PATCH ${EVENTS}/${id}`, { user: ada, body, headers });
const create = (body: unknown) =>
  call("POST /create-calendar-event/users/me/calendar/events", { user: ada, body });
const pathsOf = ({ body }: { body: Json }) => body.details.map(({ path }: Json) => path);

const popup = (minutes: number) => ({ method: "popup", minutes });
const STORED_REMINDERS: Json[] = [
  undefined,
  { useDefault: true },
  { useDefault: false },
  { useDefault: false, overrides: [popup(5), { method: "email", minutes: 60 }] },
];
const own = (...overrides: Json[]) => ({ use_default: false, overrides });
const byDefault = { use_default: true, overrides: [] };
/** Requested reminders, and what is stored after them, whatever was stored before. */
const REMINDERS: [asked: Json, then: Json][] = [
  [null, byDefault],
  [{ use_default: true }, byDefault],
  [{ use_default: true, overrides: null }, byDefault],
  [{ use_default: true, overrides: [] }, byDefault],
  [{ use_default: null }, byDefault],
  [{ use_default: false }, own()],
  [{ use_default: false, overrides: null }, own()],
  [{ use_default: false, overrides: [] }, own()],
  [{ use_default: false, overrides: [popup(9)] }, own(popup(9))],
  [{ use_default: null, overrides: [popup(9)] }, own(popup(9))],
];

Deno.test("reminders are as requested, whatever was stored before", async () => {
  for (const before of STORED_REMINDERS) {
    for (const [asked, then] of REMINDERS) {
      const id = plant({ reminders: before });
      const { status, body } = await patch(id, { reminders: asked });
      assertEquals([status, body.reminders], [200, then], JSON.stringify([before, asked, body]));
    }
  }
  for (const [asked, then] of REMINDERS) {
    const { status, body } = await create({
      summary: "x",
      start_date: "2027-03-01",
      end_date: "2027-03-02",
      reminders: asked,
    });
    assertEquals([status, body.reminders], [201, then], JSON.stringify(asked));
  }
});

Deno.test("null clears each field that can be cleared", async () => {
  const id = plant({
    description: "Bring cards",
    location: "B",
    colorId: "5",
    visibility: "private",
    transparency: "transparent",
    recurrence: ["RRULE:FREQ=DAILY;COUNT=3"],
    attendees: [{ email: "grace@example.com" }],
    hangoutLink: "https://meet.google.com/old",
  });
  const cleared = {
    summary: null,
    description: null,
    location: null,
    color_id: null,
    visibility: null,
    transparency: null,
    recurrence: null,
    attendees: null,
    resource_id: null,
    conference: null,
  };
  const { status, body } = await patch(id, cleared);
  assertEquals(status, 200, JSON.stringify(body));
  const { conference: _, ...fields } = cleared;
  for (const name of Object.keys(fields)) {
    const [value] = [body[name]].flat();
    assertEquals([undefined, null, "default", "opaque"].includes(value), true, `${name} ${value}`);
  }
});

Deno.test("a create treats null as absence", async () => {
  const nulls = Object.fromEntries(
    ["summary", "description", "location", "recurrence", "attendees", "reminders", "conference"]
      .concat(["visibility", "transparency", "color_id", "resource_id", "time_zone"])
      .concat(["end_time_zone", "start_datetime", "end_datetime", "event_type", "calendar_id"])
      .map((name) => [name, null]),
  );
  const { status, body } = await create({
    ...nulls,
    start_date: "2027-03-01",
    end_date: "2027-03-02",
  });
  assertEquals([status, body.summary, body.event_type], [201, null, "default"]);
});

Deno.test("fields that cannot be written do not change what a create asks for", async () => {
  const idempotency_key = crypto.randomUUID();
  const plain = { summary: "x", start_date: "2027-03-01", end_date: "2027-03-02", idempotency_key };
  const first = await create(plain);
  const same = await create({
    ...plain,
    description: null,
    attendees: [],
    id: "x",
    etag: null,
    status: "cancelled",
    replayed: true,
    organizer: { email: "grace@example.com", display_name: null, self: false },
    meeting: { status: "ready", url: null, phone: [{ number: "1", pin: null }] },
  });
  assertEquals([first.status, same.status, same.body.id], [201, 200, first.body.id]);
});

Deno.test("fields that cannot be written are refused by name if they differ from what was read", async () => {
  const id = plant({ attendees: [{ email: "grace@example.com" }] });
  const body = await read(id);
  const wrong: Record<string, unknown> = {
    id: "other",
    status: "tentative",
    html_link: "https://elsewhere.example/",
    etag: '"1"',
    created_at: "2020-01-01T00:00:00Z",
    updated_at: "2020-01-01T00:00:00Z",
    recurring_event_id: "series",
    original_start: "2027-03-01",
    event_type: "focus_time",
    organizer: { email: "grace@example.com", display_name: null, self: false },
    attendees_omitted: true,
    meeting: { status: "ready", url: "https://meet.google.com/x", phone: [] },
  };
  google.resetCalls();
  for (const [name, value] of Object.entries(wrong)) {
    const answer = await patch(id, { ...body, [name]: value, summary: "Another" });
    assertEquals([answer.status, pathsOf(answer)], [422, [name]], name);
    const alone = await patch(id, { [name]: value });
    assertEquals([alone.status, pathsOf(alone)], [422, [name]], name);
  }
  assertEquals(google.count("events.patch"), 0);
  assertEquals((await patch(id, { ...body, replayed: true })).status, 200);
});

Deno.test("fields of a wrong type are refused before Google is asked", async () => {
  const id = plant({});
  google.resetCalls();
  const wrong: [body: Json, path: string][] = [
    [{ id: 5 }, "id"],
    [{ organizer: "me" }, "organizer"],
    [{ organizer: { name: "x" } }, "organizer.name"],
    [{ attendees: {} }, "attendees"],
    [{ attendees: [{ email: "a@b.example", answer: "yes" }] }, "attendees.0.answer"],
    [{ attendees_omitted: "yes" }, "attendees_omitted"],
    [{ reminders: [] }, "reminders"],
    [{ reminders: { use_default: "yes" } }, "reminders.use_default"],
    [{ recurrence: "RRULE:FREQ=DAILY" }, "recurrence"],
    [{ summary: 5 }, "summary"],
    [{ start_datetime: 5, end_datetime: "2027-03-01T10:00:00Z" }, "start_datetime"],
    [{ start_datetime: "2027-03-01T10:00:00Z" }, "end_datetime"],
    [{ end_date: "2027-03-01" }, "start_date"],
    [{ meeting: { status: "ready", sip: "x" } }, "meeting.sip"],
    [{ account_id: "x" }, "account_id"],
  ];
  for (const [body, path] of wrong) {
    const answer = await patch(id, body);
    assertEquals([answer.status, pathsOf(answer)], [422, [path]], JSON.stringify(body));
  }
  assertEquals(google.calls.length, 0);
});

Deno.test("a change without a difference is not sent, and its etag is still compared", async () => {
  const id = plant({});
  const { etag } = await read(id);
  google.resetCalls();
  for (const body of [{}, { send_updates: "all" }, { if_match: etag }]) {
    assertEquals((await patch(id, body)).status, 200);
  }
  assertEquals(google.count("events.patch"), 0);
  const stale = await patch(id, { if_match: '"1"' });
  assertEquals([stale.status, stale.body.code], [412, "event_changed"]);
});

Deno.test("an offset gives the instant and the zone stays; another offset can give the same instant", async () => {
  const id = plant({});
  const body = await read(id);
  assertEquals([body.start_datetime, body.time_zone], ["2027-03-01T14:00:00Z", "America/Toronto"]);
  google.resetCalls();
  for (
    const start_datetime of ["2027-03-01T15:00:00+01:00", "2027-03-01T09:00", body.start_datetime]
  ) {
    assertEquals((await patch(id, { ...body, start_datetime })).status, 200, start_datetime);
  }
  assertEquals(google.count("events.patch"), 0);
  const moved = await patch(id, {
    ...body,
    start_datetime: "2027-07-01T14:00+01:00",
    end_datetime: "2027-07-01T15:00+01:00",
  });
  assertEquals(moved.status, 200, JSON.stringify(moved.body));
  assertEquals(stored(id).start, {
    dateTime: "2027-07-01T14:00:00+01:00",
    timeZone: "America/Toronto",
  });
  const made = await create({
    summary: "x",
    start_datetime: "2027-07-01T14:00:00+01:00",
    end_datetime: "2027-07-01T15:00:00+01:00",
    time_zone: "america/toronto",
    recurrence: ["rrule:freq=daily;count=2"],
  });
  assertEquals([made.status, made.body.start_datetime, made.body.time_zone], [
    201,
    "2027-07-01T14:00:00+01:00",
    "America/Toronto",
  ]);
});

Deno.test("an event with two zones keeps the second when it is moved; an event with one zone moves to another as a whole", async () => {
  const flight = plant({ end: { dateTime: "2027-03-01T18:00:00Z", timeZone: "Europe/London" } });
  const body = await read(flight);
  assertEquals([body.time_zone, body.end_time_zone], ["America/Toronto", "Europe/London"]);
  await patch(flight, { ...body, start_datetime: "2027-03-01T13:00:00Z" });
  assertEquals([stored(flight).start.timeZone, stored(flight).end.timeZone], [
    "America/Toronto",
    "Europe/London",
  ]);
  const plain = plant({});
  const local = {
    start_datetime: "2027-03-01T09:00:00",
    end_datetime: "2027-03-01T10:00:00",
    time_zone: "Asia/Tokyo",
  };
  const moved = await patch(plain, { ...await read(plain), ...local });
  assertEquals([moved.status, moved.body.start_datetime], [200, "2027-03-01T00:00:00Z"]);
  assertEquals(stored(plain).end, { dateTime: "2027-03-01T01:00:00Z", timeZone: "Asia/Tokyo" });
  const made = await create({
    summary: "Flight",
    ...local,
    end_datetime: "2027-03-01T08:00",
    end_time_zone: "Europe/London",
  });
  assertEquals([made.status, made.body.end_datetime, made.body.end_time_zone], [
    201,
    "2027-03-01T08:00:00Z",
    "Europe/London",
  ]);
});

Deno.test("an event of no length can be renamed and moved, but not created", async () => {
  const id = plant({ end: TORONTO.start });
  const body = await read(id);
  assertEquals((await patch(id, { ...body, summary: "Renamed" })).status, 200);
  assertEquals(stored(id).end, stored(id).start);
  const made = await create(body);
  assertEquals([made.status, pathsOf(made)], [422, ["end_datetime"]]);
  const ordinary = plant({});
  const emptied = await patch(ordinary, {
    ...await read(ordinary),
    end_datetime: body.start_datetime,
  });
  assertEquals([emptied.status, pathsOf(emptied)], [422, ["end_datetime"]]);
});

Deno.test("a timed event that was read becomes all-day, and timed again", async () => {
  const id = plant({});
  const days = await patch(id, {
    ...await read(id),
    start_datetime: null,
    end_datetime: null,
    start_date: "2027-03-01",
    end_date: "2027-03-03",
  });
  assertEquals([days.status, days.body.start_date, days.body.start_datetime], [
    200,
    "2027-03-01",
    null,
  ]);
  const back = await patch(id, {
    ...await read(id),
    start_date: null,
    end_date: null,
    start_datetime: "2027-03-01T09:00:00",
    end_datetime: "2027-03-01T10:00:00",
    time_zone: "America/Toronto",
  });
  assertEquals([back.status, back.body.start_datetime], [200, "2027-03-01T14:00:00Z"]);
  for (const body of [{ start_datetime: null }, { time_zone: "Europe/Paris" }]) {
    assertEquals((await patch(id, body)).status, 422, JSON.stringify(body));
  }
});

Deno.test("Google judges recurrence rules; lines that have fields of their own are refused", async () => {
  const days = { summary: "x", start_date: "2027-03-01", end_date: "2027-03-02" };
  const long = `EXDATE;VALUE=DATE:${Array(500).fill("20270302").join(",")}`;
  const good = [
    ["RDATE;VALUE=DATE:20270301,20270305"],
    ["RRULE:FREQ=DAILY;COUNT=9", long],
    ["rrule:freq=daily;count=3"],
    [],
  ];
  for (const recurrence of good) {
    const { status, body } = await create({ ...days, recurrence });
    assertEquals(status, 201, JSON.stringify([recurrence, body]).slice(0, 300));
  }
  const judged = await create({ ...days, recurrence: ["RRULE:FREQ=NEVER"] });
  assertEquals([judged.status, judged.body.code, judged.body.details.reason], [
    400,
    "google_rejected_event",
    "invalid",
  ]);
  for (
    const line of ["DTSTART:20270301", "DTEND:20270301", "", "x", "RRULE:FREQ=DAILY\nDTSTART:1"]
  ) {
    const answer = await create({ ...days, recurrence: [line] });
    assertEquals([answer.status, pathsOf(answer)], [422, ["recurrence.0"]], line);
  }
});

Deno.test("a field that Google refuses for its length or colour is reported with Google's reason", async () => {
  const days = { summary: "x", start_date: "2027-03-01", end_date: "2027-03-02" };
  for (
    const field of [{ description: "x".repeat(9000) }, { location: "x".repeat(2000) }, {
      color_id: "99",
    }]
  ) {
    const { status, body } = await create({ ...days, ...field });
    assertEquals([status, body.code, body.details.reason], [
      400,
      "google_rejected_event",
      "invalid",
    ]);
  }
});

Deno.test("an event that somebody else keeps changing is read again, and changed once", async () => {
  const id = plant({ attendees: [{ email: "grace@example.com" }] });
  const list = [{ email: "grace@example.com" }, { email: "alan@example.com" }];
  google.resetCalls();
  const stop = google.fail("events.patch", {
    status: 412,
    times: 2,
    body: { error: { code: 412, errors: [{ reason: "conditionNotMet" }] } },
  });
  const { status, body } = await patch(id, { attendees: list });
  stop();
  assertEquals([status, body.attendees.length], [200, 2]);
  assertEquals(google.count("events.patch"), 3);
});

Deno.test("a series, an occurrence and a guest's copy can be sent back, as read or with one change", async () => {
  const series = await create({
    summary: "Lecture 5",
    start_datetime: "2027-03-01T09:00:00",
    end_datetime: "2027-03-01T10:00:00",
    time_zone: "America/Toronto",
    recurrence: ["RRULE:FREQ=WEEKLY;COUNT=4"],
  });
  const span = "time_min=2027-03-01T00:00:00Z&time_max=2027-04-01T00:00:00Z&q=Lecture";
  const page = (await call(`GET ${EVENTS}?${span}`, { user: ada })).body.events;
  const occurrence = page.filter((one: Json) => one.recurring_event_id === series.body.id)[1];
  const copy = google.plant(ADA, {
    summary: "Invitation",
    ...TORONTO,
    organizer: { email: "grace@example.com" },
    attendees: [{ email: ADA, responseStatus: "needsAction" }, {
      email: "grace@example.com",
      responseStatus: "accepted",
    }],
  });
  for (const id of [series.body.id, occurrence.id, copy]) {
    const body = await read(id);
    google.resetCalls();
    assertEquals((await patch(id, body)).status, 200);
    assertEquals((await patch(id, { ...body, if_match: body.etag })).status, 200);
    assertEquals(google.count("events.patch"), 0);
    const changed = await patch(id, { ...body, color_id: "3" });
    assertEquals([changed.status, changed.body.color_id], [200, "3"], JSON.stringify(changed.body));
    const { etag: _, updated_at: __, color_id: ___, ...rest } = await read(id);
    const { etag: ____, updated_at: _____, color_id: ______, ...before } = body;
    assertEquals(rest, before);
  }
});

Deno.test("a meeting that became ready after the event was read is not a change by the caller", async () => {
  google.setBehaviour(ADA, { meet: "pending" });
  const { body } = await create({
    summary: "x",
    start_date: "2027-03-01",
    end_date: "2027-03-02",
    conference: "google_meet",
  });
  google.setBehaviour(ADA, { meet: "success" });
  assertEquals(body.meeting.status, "pending");
  google.clock.advance(11);
  const { status, body: now } = await patch(body.id, { ...body, summary: "y" });
  assertEquals([status, now.summary, now.meeting.status], [200, "y", "ready"]);
});

Deno.test("an event for a resource can be created again with one link, and sent back after the resource is gone", async () => {
  const { id: resource_id } = await createResource(ada);
  const days = { summary: "x", start_date: "2027-03-01", end_date: "2027-03-02" };
  const first = await create({ ...days, description: "Bring cards", resource_id });
  const again = await create(first.body);
  assertEquals([again.status, again.body.description, again.body.resource_id], [
    201,
    first.body.description,
    resource_id,
  ]);
  await stack.sql("delete from public.resources where id = $1", [resource_id]);
  for (const body of [{ ...first.body, summary: "y" }, { resource_id, summary: "z" }]) {
    const { status, body: answer } = await patch(first.body.id, body);
    assertEquals([status, answer.summary], [200, body.summary], JSON.stringify(answer));
  }
  for (
    const answer of [
      await create(first.body),
      await patch(again.body.id, { resource_id: crypto.randomUUID() }),
    ]
  ) {
    assertEquals([answer.status, answer.body.code], [404, "resource_not_found"]);
  }
  const odd = await patch(again.body.id, { resource_id: "1" });
  assertEquals([odd.status, pathsOf(odd)], [422, ["resource_id"]]);
});

Deno.test("a description without room for the resource's link stays as it is", async () => {
  const { id: resource_id } = await createResource(ada, { name: "Engines" });
  const description = "x".repeat(8190);
  const { status, body } = await create({
    summary: "x",
    start_date: "2027-03-01",
    end_date: "2027-03-02",
    description,
    resource_id,
  });
  assertEquals([status, body.description], [201, description]);
  assertEquals(stored(body.id).source.url, `${stack.env.APP_URL}/resources/${resource_id}`);
});

closeAtEnd(stack);
