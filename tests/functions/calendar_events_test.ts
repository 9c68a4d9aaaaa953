/** `calendar-events`: list, get, change, remove. */
import { assert, assertEquals } from "@std/assert";
import { faults } from "../../local/google/mod.ts";
import { startScenario } from "../support/scenario.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";

const scenario = await startScenario();
const { stack, call, connect, createResource } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
await connect(ada);

async function create(fields: Record<string, unknown> = {}) {
  const timed = fields.start_date ? {} : {
    start_datetime: "2026-08-15T09:00:00Z",
    end_datetime: "2026-08-15T10:00:00Z",
  };
  const { status, body } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: { summary: "Lecture 5", ...timed, ...fields },
  });
  assertEquals(status, 201, JSON.stringify(body));
  return body;
}
const list = (query = "") => call(`GET /calendar-events/users/me${query}`, { user: ada });
const get = (id: string, query = "") =>
  call(`GET /calendar-events/users/me/${id}${query}`, { user: ada });
const patch = (id: string, body: unknown, headers?: Record<string, string>) =>
  call(`PATCH /calendar-events/users/me/${id}`, { user: ada, body, headers });
const remove = (id: string, query = "") =>
  call(`DELETE /calendar-events/users/me/${id}${query}`, { user: ada });
const idsOf = (body: { events: { id: string }[] }) => body.events.map(({ id }) => id);

Deno.test("calendar-events refuses wrong queries by parameter", async () => {
  const wrong: [query: string, path: string][] = [
    ["?limit=0", "limit"],
    ["?limit=251", "limit"],
    ["?limit=abc", "limit"],
    ["?single_events=yes", "single_events"],
    ["?time_min=2026-08-15", "time_min"],
    ["?time_min=2026-08-15T09:00:00", "time_min"],
    ["?time_min=2026-08-16T00:00:00Z&time_max=2026-08-15T00:00:00Z", "time_max"],
    ["?resource_id=1", "resource_id"],
    ["?calendar_id=a%20b", "calendar_id"],
    ["?orderBy=updated", "orderBy"],
    ["?limit=1&limit=2", "limit"],
  ];
  google.resetCalls();
  for (const [query, path] of wrong) {
    const { status, body } = await list(query);
    assertEquals([status, body.code], [422, "invalid_request"], query);
    assertEquals(body.details[0].path, path, query);
  }
  assertEquals(google.calls.length, 0);
});

Deno.test("calendar-events shows another user nothing", async () => {
  const event = await create();
  const { status, body } = await call(`GET /calendar-events/users/${ada.google_id}/${event.id}`, {
    user: grace,
  });
  assertEquals([status, body.code], [404, "user_not_found"]);
  const own = await call(`GET /calendar-events/users/me/${event.id}`, { user: grace });
  assertEquals(own.body.code, "calendar_not_connected");
});

Deno.test("malformed ids are 404, and never reach Google", async () => {
  google.resetCalls();
  for (const id of ["a.b", "..%2F..", "%3F", "a%2Fb", "%00", "a".repeat(1025), "%F0%9F%98%80"]) {
    for (const answer of [await get(id), await patch(id, { summary: "x" }), await remove(id)]) {
      assertEquals(answer.status, 404, id);
    }
  }
  assertEquals(google.calls.length, 0);
});

Deno.test("a calendar id is encoded once, and cannot lead elsewhere", async () => {
  for (const id of ["../../users/me", "a?b=c", "a#b", "%2f", "nobody@example.com", "a/b"]) {
    const { status, body } = await list(`?calendar_id=${encodeURIComponent(id)}`);
    assertEquals([status, body.code], [404, "calendar_not_found"], id);
  }
});

Deno.test("events are listed by time, a page at a time, and found again", async () => {
  const created = [];
  for (let day = 10; day < 15; day++) {
    created.push(
      (await create({
        summary: `Seminar ${day}`,
        start_datetime: `2027-03-${day}T09:00:00Z`,
        end_datetime: `2027-03-${day}T10:00:00Z`,
      })).id,
    );
  }
  const range = "?time_min=2027-03-01T00:00:00Z&time_max=2027-04-01T00:00:00Z";
  const all = await list(range);
  assertEquals([all.status, idsOf(all.body), all.body.next_page_token], [200, created, null]);
  assertEquals(all.body.time_zone, "Europe/London");

  const found: string[] = [];
  let token: string | null = null;
  do {
    const { body }: Awaited<ReturnType<typeof list>> = await list(
      `${range}&limit=2${token ? `&page_token=${encodeURIComponent(token)}` : ""}`,
    );
    assert(body.events.length <= 2);
    found.push(...idsOf(body));
    token = body.next_page_token;
  } while (token);
  assertEquals(found, created);
  assertEquals(idsOf((await list(`${range}&q=Seminar%2012`)).body), [created[2]]);
});

Deno.test("events are listed by their resource", async () => {
  const { id } = await createResource(ada);
  const event = await create({ resource_id: id });
  assertEquals(idsOf((await list(`?resource_id=${id}`)).body), [event.id]);
  assertEquals((await patch(event.id, { resource_id: null })).body.resource_id, null);
  assertEquals(idsOf((await list(`?resource_id=${id}`)).body), []);
  assertEquals((await patch(event.id, { resource_id: id })).body.resource_id, id);
  const other = await patch(event.id, { resource_id: crypto.randomUUID() });
  assertEquals([other.status, other.body.code], [404, "resource_not_found"]);
});

Deno.test("a change leaves what is absent, clears what is null, and replaces attendees", async () => {
  const event = await create({
    description: "Bring cards",
    location: "Theatre B",
    attendees: [{ email: "grace@example.com", optional: true }, { email: "alan@example.com" }],
    color_id: "5",
  });
  const changed = await patch(event.id, {
    summary: "Lecture 6",
    location: null,
    attendees: [{ email: "alan@example.com", display_name: "Alan" }],
  });
  assertEquals(changed.status, 200);
  const { summary, description, location, color_id, attendees } = changed.body;
  assertEquals({ summary, description, location, color_id }, {
    summary: "Lecture 6",
    description: "Bring cards",
    location: null,
    color_id: "5",
  });
  assertEquals(attendees.map(({ email }: { email: string }) => email), ["alan@example.com"]);
  assert(changed.body.etag !== event.etag);
});

Deno.test("start and end come together, and may turn a timed event into an all-day one and back", async () => {
  const event = await create();
  for (const half of [{ start_datetime: "2026-08-15T09:00:00Z" }, { end_date: "2026-08-16" }]) {
    assertEquals((await patch(event.id, half)).status, 422);
  }
  const allDay = await patch(event.id, { start_date: "2026-08-15", end_date: "2026-08-17" });
  assertEquals([allDay.body.start_date, allDay.body.end_date, allDay.body.start_datetime], [
    "2026-08-15",
    "2026-08-17",
    null,
  ]);
  const timed = await patch(event.id, {
    start_datetime: "2026-08-15T09:00:00",
    end_datetime: "2026-08-15T10:00:00",
    time_zone: "Europe/Berlin",
  });
  assertEquals([timed.body.start_date, Date.parse(timed.body.start_datetime)], [
    null,
    Date.parse("2026-08-15T09:00:00+02:00"),
  ]);
});

Deno.test("fields that cannot be changed are refused", async () => {
  const event = await create();
  for (const field of ["id", "idempotency_key", "status", "etag", "auth", "requestBody"]) {
    const { status, body } = await patch(event.id, { [field]: "x" });
    assertEquals([status, body.details[0].path], [422, field]);
  }
});

Deno.test("If-Match lets a change through only if the event was not changed since", async () => {
  const event = await create();
  const first = await patch(event.id, { summary: "A" }, { "if-match": event.etag });
  assertEquals(first.status, 200);
  const stale = await patch(event.id, { summary: "B", if_match: event.etag });
  assertEquals([stale.status, stale.body.code], [412, "event_changed"]);
  const differ = await patch(event.id, { if_match: event.etag }, { "if-match": first.body.etag });
  assertEquals([differ.status, differ.body.code], [422, "invalid_request"]);
  const refused = await remove(event.id, `?if_match=${encodeURIComponent(event.etag)}`);
  assertEquals([refused.status, refused.body.code], [412, "event_changed"]);
  const done = await remove(event.id, `?if_match=${encodeURIComponent(first.body.etag)}`);
  assertEquals(done.status, 204);
});

Deno.test("a change whose answer was lost is recognized as the request's own", async () => {
  for (const fault of [faults.lostAnswer, { ...faults.unavailable, after: true }]) {
    const event = await create();
    const stop = google.fail("events.patch", fault);
    const { status, body } = await patch(event.id, { summary: "A", if_match: event.etag });
    stop();
    assertEquals([status, body.summary], [200, "A"]);
  }
});

Deno.test("an event is removed once, and removing it again succeeds", async () => {
  const event = await create();
  assertEquals((await remove(event.id)).status, 204);
  assertEquals((await remove(event.id)).status, 204);
  assertEquals((await remove("neverwas")).status, 204);
  const gone = await get(event.id);
  assertEquals([gone.status, gone.body.code], [404, "event_not_found"]);
  const changed = await patch(event.id, { summary: "x" });
  assertEquals([changed.status, changed.body.code], [404, "event_not_found"]);
});

Deno.test("the id decides: one occurrence is changed or removed, and the series stays", async () => {
  const series = await create({
    start_datetime: "2027-01-04T09:00:00",
    end_datetime: "2027-01-04T10:00:00",
    time_zone: "Europe/Berlin",
    recurrence: ["RRULE:FREQ=WEEKLY;COUNT=4"],
  });
  assertEquals(series.recurrence, ["RRULE:FREQ=WEEKLY;COUNT=4"]);
  const range = "?time_min=2027-01-01T00:00:00Z&time_max=2027-02-01T00:00:00Z";
  const occurrences = (await list(range)).body.events;
  assertEquals(occurrences.length, 4);
  assertEquals(
    new Set(occurrences.map((o: { recurring_event_id: string }) => o.recurring_event_id)),
    new Set([series.id]),
  );

  assertEquals((await patch(occurrences[1].id, { summary: "Moved" })).body.summary, "Moved");
  assertEquals((await remove(occurrences[2].id)).status, 204);
  const left = (await list(range)).body.events;
  assertEquals(left.map(({ summary }: { summary: string }) => summary), [
    "Lecture 5",
    "Moved",
    "Lecture 5",
  ]);
  const whole = (await list(`${range}&single_events=false`)).body.events;
  assert(idsOf({ events: whole }).includes(series.id));
  assertEquals((await remove(series.id)).status, 204);
  assertEquals((await list(range)).body.events, []);
});

Deno.test("an all-day event, reminders, visibility, transparency and a meeting come back as given", async () => {
  const event = await create({
    start_date: "2026-12-24",
    end_date: "2026-12-27",
    reminders: { use_default: false, overrides: [{ method: "popup", minutes: 30 }] },
    visibility: "private",
    transparency: "transparent",
    conference: "google_meet",
    send_updates: "none",
  });
  assertEquals([event.start_date, event.end_date, event.start_datetime], [
    "2026-12-24",
    "2026-12-27",
    null,
  ]);
  assertEquals(event.reminders, {
    use_default: false,
    overrides: [{ method: "popup", minutes: 30 }],
  });
  assertEquals([event.visibility, event.transparency], ["private", "transparent"]);
  assert(["pending", "ready"].includes(event.meeting.status));
  assertEquals((await get(event.id)).body.meeting.status, "ready");
});

Deno.test("create-calendar-event refuses what Google would, by field", async () => {
  const times = {
    start_datetime: "2026-08-15T09:00:00Z",
    end_datetime: "2026-08-15T10:00:00Z",
  };
  const attendees = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ email: `a${i}@example.com` }));
  const overrides = Array.from({ length: 6 }, () => ({ method: "email", minutes: 1 }));
  const wrong: [fields: Record<string, unknown>, path: string][] = [
    [{ ...times, start_date: "2026-08-15" }, "start_date"],
    [{ start_date: "2026-08-16", end_date: "2026-08-15" }, "end_date"],
    [{ ...times, recurrence: ["RRULE:FREQ=DAILY"] }, "time_zone"],
    [{ ...times, time_zone: "UTC", recurrence: ["DTSTART:20260815T090000Z"] }, "recurrence.0"],
    [
      { ...times, time_zone: "UTC", recurrence: ["RRULE:FREQ=DAILY\nDTSTART:2026"] },
      "recurrence.0",
    ],
    [{ ...times, attendees: [{ email: "nobody" }] }, "attendees.0.email"],
    [{ ...times, attendees: attendees(201) }, "attendees"],
    [
      { ...times, reminders: { use_default: true, overrides: overrides.slice(1) } },
      "reminders.overrides",
    ],
    [{ ...times, reminders: { use_default: false, overrides } }, "reminders.overrides"],
    [
      { ...times, reminders: { use_default: false, overrides: [{ method: "sms", minutes: 1 }] } },
      "reminders.overrides.0.method",
    ],
    [
      {
        ...times,
        reminders: { use_default: false, overrides: [{ method: "email", minutes: 40_321 }] },
      },
      "reminders.overrides.0.minutes",
    ],
    [{ ...times, conference: "zoom" }, "conference"],
    [{ ...times, visibility: "secret" }, "visibility"],
    [{ ...times, send_updates: "some" }, "send_updates"],
  ];
  google.resetCalls();
  for (const [fields, path] of wrong) {
    const { status, body } = await call("POST /create-calendar-event/users/me/calendar/events", {
      user: ada,
      body: { summary: "Lecture 5", ...fields },
    });
    assertEquals([status, body.code], [422, "invalid_request"], path);
    assertEquals(body.details.map((problem: { path: string }) => problem.path), [path]);
  }
  assertEquals(google.calls.length, 0);
});

Deno.test("every event of Google's can be answered, whatever field is missing", async () => {
  const stop = google.fail("events.list", {
    body: { items: [{ id: "bare" }, { id: "odd", start: {}, attendees: [{}], reminders: {} }] },
  });
  const { status, body } = await list();
  stop();
  assertEquals([status, idsOf(body), body.time_zone], [200, ["bare", "odd"], "UTC"]);
});

closeAtEnd(stack);
