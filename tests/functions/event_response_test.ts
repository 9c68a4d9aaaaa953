/** `POST /calendar-events/users/{user}/{event_id}/response`: answering an invitation. */
import { assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario, type TestUser } from "../support/scenario.ts";

const scenario = await startScenario();
const { stack, call, connect } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
await connect(ada);
await connect(grace);

// deno-lint-ignore no-explicit-any -- each test asserts the shape it expects
type Json = any;

async function invite(fields: Record<string, unknown> = {}): Promise<Json> {
  const { status, body } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: {
      summary: "Lecture 5",
      start_datetime: "2027-05-03T09:00:00",
      end_datetime: "2027-05-03T10:00:00",
      time_zone: "Europe/London",
      attendees: [{ email: "grace@example.com" }, { email: "alan@example.com", optional: true }],
      ...fields,
    },
  });
  assertEquals(status, 201, JSON.stringify(body));
  return body;
}

const respond = (id: string, body: unknown, user: TestUser | undefined = grace) =>
  call(`POST /calendar-events/users/me/${id}/response`, { user, body });

const read = async (id: string, user = ada): Promise<Json> =>
  (await call(`GET /calendar-events/users/me/${id}`, { user })).body;

/** A guest's entry in the event. */
const entry = (event: Json, email = "grace@example.com") => {
  const { response_status, comment } = event.attendees.find((one: Json) => one.email === email);
  return [response_status, comment || null];
};

Deno.test("the organizer sees that a guest accepts, declines or is tentative", async () => {
  const { id } = await invite();
  for (const response_status of ["accepted", "declined", "tentative", "needs_action"]) {
    const { status, body } = await respond(id, { response_status });
    assertEquals([status, body.id, entry(body)], [200, id, [response_status, null]]);
    assertEquals(entry(await read(id)), [response_status, null]);
  }
});

Deno.test("the organizer sees a comment, another answer keeps it, and null clears it", async () => {
  const { id } = await invite();
  const steps: [body: Json, stored: unknown[]][] = [
    [{ response_status: "accepted", comment: "I bring cards" }, ["accepted", "I bring cards"]],
    [{ response_status: "tentative" }, ["tentative", "I bring cards"]],
    [{ response_status: "tentative", comment: null }, ["tentative", null]],
    [{ response_status: "accepted", comment: "" }, ["accepted", null]],
  ];
  for (const [body, stored] of steps) {
    assertEquals(entry((await respond(id, body)).body), stored);
    assertEquals(entry(await read(id)), stored);
  }
});

Deno.test("an answer leaves all other guests' entries and all other fields as they are", async () => {
  const { id } = await invite({ color_id: "5", description: "Bring cards" });
  const before = await read(id);
  await respond(id, { response_status: "accepted", comment: "Yes" });
  const after = await read(id);
  assertEquals(entry(after, "alan@example.com"), ["needs_action", null]);
  const rest = ({ attendees: _a, etag: _e, updated_at: _u, ...event }: Json) => event;
  assertEquals(rest(after), rest(before));
  assertEquals(after.attendees.length, before.attendees.length);
});

Deno.test("the same answer again succeeds, and is not sent to Google again", async () => {
  const { id } = await invite();
  const body = { response_status: "accepted", comment: "Yes", send_updates: "all" };
  const first = await respond(id, body);
  const [mails, patches] = [google.notifications().length, google.count("events.patch")];
  const again = await respond(id, body);
  assertEquals([again.status, again.body.etag], [200, first.body.etag]);
  assertEquals([google.notifications().length, google.count("events.patch")], [mails, patches]);
});

Deno.test("one occurrence is answered alone, and a series as a whole", async () => {
  const { id } = await invite({ recurrence: ["RRULE:FREQ=WEEKLY;COUNT=3"] });
  const second = `${id}_20270510T080000Z`;
  assertEquals(entry((await respond(id, { response_status: "accepted" })).body), [
    "accepted",
    null,
  ]);
  assertEquals((await respond(second, { response_status: "declined" })).status, 200);
  assertEquals(entry(await read(second)), ["declined", null]);
  assertEquals(entry(await read(`${id}_20270517T080000Z`)), ["accepted", null]);
});

Deno.test("a user who is not a guest cannot answer, and a deleted event is event_not_found", async () => {
  const { id } = await invite({ attendees: [{ email: "alan@example.com" }] });
  const alone = await invite({ attendees: null });
  assertEquals((await respond(id, { response_status: "accepted" })).body.code, "event_not_found");
  const organizer = await respond(alone.id, { response_status: "accepted" }, ada);
  assertEquals([organizer.status, organizer.body.code], [422, "invalid_request"]);
  assertEquals(organizer.body.details[0].path, "response_status");
  const cancelled = await invite();
  await call(`DELETE /calendar-events/users/me/${cancelled.id}`, { user: ada });
  const late = await respond(cancelled.id, { response_status: "accepted" });
  assertEquals([late.status, late.body.code], [404, "event_not_found"]);
});

Deno.test("malformed answers are refused by field, and never reach Google", async () => {
  const wrong: [body: Json, path: string][] = [
    [{}, "response_status"],
    [{ response_status: "maybe" }, "response_status"],
    [{ response_status: "needsAction" }, "response_status"],
    [{ response_status: "accepted", comment: 5 }, "comment"],
    [{ response_status: "accepted", send_updates: "some" }, "send_updates"],
    [{ response_status: "accepted", attendees: [] }, "attendees"],
    [{ response_status: "accepted", calendar_id: "a b" }, "calendar_id"],
  ];
  google.resetCalls();
  for (const [body, path] of wrong) {
    const { status, body: answer } = await respond("event", body);
    assertEquals([status, answer.code, answer.details[0].path], [422, "invalid_request", path]);
  }
  assertEquals((await respond("event", {}, undefined)).status, 422);
  const nobody = await call("POST /calendar-events/users/me/event/response", {
    body: { response_status: "accepted" },
  });
  assertEquals(nobody.body.code, "unauthenticated");
  const other = await call(`POST /calendar-events/users/${ada.google_id}/event/response`, {
    user: grace,
    body: { response_status: "accepted" },
  });
  assertEquals(other.body.code, "user_not_found");
  assertEquals(google.calls.length, 0);
  const read = await call("GET /calendar-events/users/me/event/response", { user: grace });
  assertEquals([read.status, read.headers.get("allow")], [405, "POST, OPTIONS"]);
});

Deno.test("an answer to another version than if_match is event_changed", async () => {
  const { id } = await invite();
  const { etag } = await read(id, grace);
  await call(`PATCH /calendar-events/users/me/${id}`, { user: ada, body: { location: "Room 1" } });
  const stale = await respond(id, { response_status: "accepted", if_match: etag });
  assertEquals([stale.status, stale.body.code], [412, "event_changed"]);
  assertEquals(entry(await read(id)), ["needs_action", null]);
});

closeAtEnd(stack);
