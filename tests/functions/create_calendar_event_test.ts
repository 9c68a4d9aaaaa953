/** `POST /create-calendar-event/users/{user}/calendar/events`: refusals first, then events. */
import { assert, assertEquals } from "@std/assert";
import { startScenario } from "../support/scenario.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";

const scenario = await startScenario();
const { stack, call, connect, createResource, row } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });

const ROUTE = "POST /create-calendar-event/users/me/calendar/events";
/** The three-field form. */
const LECTURE = {
  summary: "Lecture 5",
  start_datetime: "2026-08-15T09:00:00-07:00",
  end_datetime: "2026-08-15T10:00:00-07:00",
};
const create = (changes: Record<string, unknown> = {}, headers?: Record<string, string>) =>
  call(ROUTE, { user: ada, body: { ...LECTURE, ...changes }, headers });

Deno.test("a user without a connection is told to connect, and Google is not called", async () => {
  google.resetCalls();
  const { status, body } = await create();
  assertEquals([status, body.code], [409, "calendar_not_connected"]);
  assertEquals(google.calls.length, 0);
});

Deno.test("another user's path is 404, whether or not that user exists", async () => {
  await connect(ada);
  for (
    const user of [grace.google_id, "999999999999999999999", grace.id, "..%2Fme", "%00", "a%20b"]
  ) {
    const { status, body } = await call(
      `POST /create-calendar-event/users/${user}/calendar/events`,
      { user: ada, body: LECTURE },
    );
    assertEquals([status, body.code], [404, "user_not_found"], String(user));
  }
});

/** Wrong bodies, and the fields that are reported. */
const INVALID: Record<string, [changes: Record<string, unknown>, paths: string[]]> = {
  "no title": [{ summary: undefined }, ["summary"]],
  "a blank title": [{ summary: "  " }, ["summary"]],
  "a title that is no string": [{ summary: 5 }, ["summary"]],
  "a NUL": [{ summary: "a\0b" }, ["summary"]],
  "a lone surrogate": [{ description: "a\ud800b" }, ["description"]],
  "end before start": [{ end_datetime: "2026-08-15T08:00:00-07:00" }, ["end_datetime"]],
  "neither offset nor zone": [
    { start_datetime: "2026-08-15T09:00:00", end_datetime: "2026-08-15T10:00:00" },
    ["start_datetime", "end_datetime"],
  ],
  "an unknown zone": [{ time_zone: "Mars/Olympus" }, ["time_zone"]],
  "a zone that nobody knows, beside a local time": [
    {
      time_zone: "GMT-03:00",
      start_datetime: "2026-08-15T09:00:00",
      end_datetime: "2026-08-15T10:00:00",
    },
    ["time_zone"],
  ],
  "February 30th": [{ start_datetime: "2026-02-30T09:00:00Z" }, ["start_datetime"]],
  "a date instead of a date-time": [{ start_datetime: "2026-08-15" }, ["start_datetime"]],
  "an unknown field": [{ titel: "x" }, ["titel"]],
  "a parameter that would steer the Google client": [{ auth: "x", rootUrl: "http://x" }, [
    "auth",
    "rootUrl",
  ]],
  "a resource id that is none": [{ resource_id: "1" }, ["resource_id"]],
  "a key with a space": [{ idempotency_key: "a b" }, ["idempotency_key"]],
  "another type of event": [{ event_type: "focus_time" }, ["event_type"]],
  "a guest without an address": [{ attendees: [{ email: null }] }, ["attendees.0.email"]],
};

for (const [name, [changes, paths]] of Object.entries(INVALID)) {
  Deno.test(`create-calendar-event refuses ${name}, by field, before any call`, async () => {
    google.resetCalls();
    stack.requests.length = 0;
    const { status, body } = await create(changes);
    assertEquals([status, body.code], [422, "invalid_request"]);
    assertEquals(
      body.details.map(({ path }: { path: string }) => path).toSorted(),
      paths.toSorted(),
    );
    assertEquals(google.calls.length, 0);
    assert(!stack.requests.some(({ path }) => path.startsWith("/rest/")));
  });
}

Deno.test("create-calendar-event refuses malformed bodies", async () => {
  const raw = async (body: string, type = "application/json") =>
    (await call(ROUTE, { user: ada, body, headers: { "content-type": type } })).body.code;
  assertEquals(await raw("{"), "invalid_json");
  assertEquals(await raw(""), "invalid_json");
  assertEquals(await raw("\xff"), "invalid_json");
  assertEquals(await raw(JSON.stringify(LECTURE), "text/plain"), "unsupported_media_type");
  assertEquals(await raw(`{"a":"${"x".repeat(65_536)}"}`), "body_too_large");
  assertEquals(await raw("[".repeat(10_000) + "]".repeat(10_000)), "invalid_request");
  assertEquals(await raw(`{"__proto__": {"summary": "x"}}`), "invalid_request");
});

Deno.test("an event of three fields is in the user's calendar as it was given", async () => {
  const { status, body } = await create();
  assertEquals(status, 201);
  assertEquals([body.summary, body.replayed], [LECTURE.summary, false]);
  // Google answers times in the calendar's own zone.
  assertEquals(Date.parse(body.start_datetime), Date.parse(LECTURE.start_datetime));
  assertEquals(Date.parse(body.end_datetime), Date.parse(LECTURE.end_datetime));
  const [event] = google.events("ada@example.com").filter(({ id }) => id === body.id);
  assertEquals(event!.summary, "Lecture 5");
  assertEquals(
    Date.parse(event!.start!.dateTime!),
    Date.parse(LECTURE.start_datetime),
  );
  assertEquals(body.html_link, event!.htmlLink);
  assertEquals(google.events("grace@example.com"), []);
});

Deno.test("the caller's google_id works as me does", async () => {
  const { status } = await call(
    `POST /create-calendar-event/users/${ada.google_id}/calendar/events`,
    { user: ada, body: LECTURE },
  );
  assertEquals(status, 201);
});

Deno.test("a local time is read in its zone, and text of any script arrives whole", async () => {
  const summary = "Vorlesung 🎓 محاضرة";
  const { status, body } = await create({
    summary,
    description: "Zeile 1\nZeile 2",
    location: "Hörsaal B",
    time_zone: "Europe/Berlin",
    start_datetime: "2026-10-25T02:30:00",
    end_datetime: "2026-10-25T04:00:00",
  });
  assertEquals(status, 201);
  assertEquals([body.summary, body.description, body.location, body.time_zone], [
    summary,
    "Zeile 1\nZeile 2",
    "Hörsaal B",
    "Europe/Berlin",
  ]);
  assertEquals(Date.parse(body.start_datetime), Date.parse("2026-10-25T02:30:00+02:00"));
});

Deno.test("a resource's link is left out of a description that it would make too long", async () => {
  const { id } = await createResource(ada);
  const link = `\n\nCards: ${stack.env.APP_URL}/resources/${id}`;
  const longest = "x".repeat(8192 - link.length);
  for (
    const [description, expected] of [
      [longest, longest + link],
      [`${longest}x`, `${longest}x`],
      ["x".repeat(8192), "x".repeat(8192)],
    ]
  ) {
    const { status, body } = await create({ resource_id: id, description });
    assertEquals([status, body.description, body.resource_id], [201, expected, id]);
    const event = google.events("ada@example.com").find((one) => one.id === body.id)!;
    assertEquals(event.source?.url, link.slice("\n\nCards: ".length));
    // The answer can be sent back.
    const changed = await call(`PATCH /calendar-events/users/me/${body.id}`, {
      user: ada,
      body: { description: body.description },
    });
    assertEquals(changed.status, 200);
  }
});

Deno.test("a resource's name is cut to Google's limit, between two characters", async () => {
  await stack.sql("alter table public.resources drop constraint resources_name_check", []);
  const { id } = await createResource(ada, { name: `x${"\u{1F600}".repeat(2000)}` });
  const { status, body } = await create({ resource_id: id });
  assertEquals(status, 201);
  const event = google.events("ada@example.com").find((one) => one.id === body.id)!;
  assert(event.source!.title!.length <= 1024 && event.source!.title!.isWellFormed());
  assertEquals(event.source!.title!.at(-1), "…");
});

Deno.test("an event for a resource carries its name, its link and its id", async () => {
  const { id } = await createResource(ada);
  const { status, body } = await create({ resource_id: id });
  assertEquals([status, body.resource_id], [201, id]);
  assertEquals(body.description, `Cards: ${stack.env.APP_URL}/resources/${id}`);

  await connect(grace);
  const stranger = await call(ROUTE, { user: grace, body: { ...LECTURE, resource_id: id } });
  assertEquals([stranger.status, stranger.body.code], [404, "resource_not_found"]);
  assertEquals(google.events("grace@example.com"), []);
});

Deno.test("the same key makes one event, and another body with it is refused", async () => {
  const key = crypto.randomUUID();
  const first = await create({ idempotency_key: key });
  const again = await create({}, { "idempotency-key": key });
  assertEquals([first.status, again.status], [201, 200]);
  assertEquals([again.body.id, again.body.replayed], [first.body.id, true]);
  const other = await create({ summary: "Other", idempotency_key: key });
  assertEquals([other.status, other.body.code], [422, "idempotency_mismatch"]);
  const differ = await create({ idempotency_key: key }, { "idempotency-key": "another" });
  assertEquals([differ.status, differ.body.code], [422, "invalid_request"]);
});

Deno.test("a valid token costs one read of the row and one insert", async () => {
  google.resetCalls();
  stack.requests.length = 0;
  assertEquals((await create()).status, 201);
  assertEquals(google.calls.map(({ endpoint }) => endpoint), ["events.insert"]);
  assertEquals(
    stack.requests.filter(({ path }) => path.startsWith("/rest/")).map(({ path }) => path),
    ["/rest/v1/rpc/google_calendar_read_account"],
  );
});

Deno.test("a token about to end is refreshed and saved, and the refresh token stays", async () => {
  const before = await row(ada);
  await scenario.expireIn(ada, 200);
  google.resetCalls();
  assertEquals((await create()).status, 201);
  assertEquals(google.count("token.refresh"), 1);
  const after = await row(ada);
  assertEquals(after?.google_refresh_token, before?.google_refresh_token);
  assert(after?.google_access_token !== before?.google_access_token);
  assert(Date.parse(after!.google_token_expiry!) - Date.now() > 3_500_000);
  assertEquals(after?.refresh_lease, null);
});

Deno.test("a token that Google no longer accepts is refreshed once, and the request succeeds", async () => {
  google.clock.advance(3700);
  google.resetCalls();
  assertEquals((await create()).status, 201);
  assertEquals(google.calls.map(({ endpoint }) => endpoint), [
    "events.insert",
    "token.refresh",
    "events.insert",
  ]);
  google.resetCalls();
  assertEquals((await create()).status, 201);
  assertEquals(google.count("token.refresh"), 0);
});

Deno.test("a grant that was revoked is needs_reconnect, and costs Google no further calls", async () => {
  google.revokeGrant("ada@example.com");
  const { status, body } = await create();
  assertEquals([status, body.code, body.details], [401, "reconnect_required", {
    reason: "revoked_or_expired",
  }]);
  google.resetCalls();
  assertEquals((await create()).body.code, "reconnect_required");
  assertEquals(google.calls.length, 0);
  const { body: connection } = await call("GET /calendar-connection/users/me", { user: ada });
  assertEquals([connection.status, connection.reason], ["needs_reconnect", "revoked_or_expired"]);
});

Deno.test("connecting again repairs a revoked grant", async () => {
  await connect(ada);
  assertEquals((await create()).status, 201);
});

closeAtEnd(stack);
