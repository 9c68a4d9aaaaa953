/** A malformed 200 from Google is never shown as an event, or as free time. */
import { assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";

const scenario = await startScenario();
const { stack, call, connect } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
await connect(ada);

const LECTURE = {
  summary: "Lecture 5",
  start_datetime: "2026-08-15T09:00:00Z",
  end_datetime: "2026-08-15T10:00:00Z",
};
const CREATE = "POST /create-calendar-event/users/me/calendar/events";
const SPAN = "time_min=2026-08-15T00:00:00Z&time_max=2026-08-16T00:00:00Z";
const { body: event } = await call(CREATE, { user: ada, body: LECTURE });
const ONE = `/calendar-events/users/me/${event.id}`;

/** Malformed answers of Google's endpoints, and the requests that must refuse them. */
const NO_EVENT: unknown[] = [
  {},
  [],
  { id: null },
  { id: "" },
  { id: 5 },
  { kind: "calendar#event" },
  { id: "odd", attendees: {} },
  { id: "odd", attendees: [null] },
  { id: "odd", reminders: { overrides: {} } },
];
const NO_PAGE: unknown[] = [{}, [], { items: {} }, { items: "none" }, { items: [null] }];
const busy = (periods: unknown) => ({ calendars: { primary: { busy: periods } } });
const NOT_BUSY: unknown[] = [
  {},
  [],
  { calendars: {} },
  { calendars: { primary: {} } },
  { calendars: { other: { busy: [] } } },
  busy({}),
  busy("none"),
  busy([null]),
  busy([{}]),
  busy([{ start: "2026-08-15T09:00:00Z" }]),
  busy([{ start: "2026-08-15T10:00:00Z", end: "2026-08-15T09:00:00Z" }]),
  busy([{ start: "nine", end: "ten" }]),
];
const CASES: [endpoint: string, route: string, body: unknown, answers: unknown[]][] = [
  ["events.insert", CREATE, LECTURE, NO_EVENT],
  ["events.get", `GET ${ONE}`, undefined, NO_EVENT],
  ["events.patch", `PATCH ${ONE}`, { summary: "Changed" }, NO_EVENT],
  ["events.list", "GET /calendar-events/users/me", undefined, NO_PAGE],
  ["freebusy.query", `GET /find-free-time/users/me?${SPAN}`, undefined, NOT_BUSY],
];

for (const [endpoint, route, body, answers] of CASES) {
  Deno.test(`${endpoint}: a malformed 200 is google_bad_response, after one call`, async () => {
    for (const odd of answers) {
      google.resetCalls();
      const stop = google.fail(endpoint, { status: 200, body: odd as Record<string, unknown> });
      const answer = await call(route, { user: ada, body });
      stop();
      assertEquals(
        [answer.status, answer.body.code, google.count(endpoint)],
        [502, "google_bad_response", 1],
        JSON.stringify(odd),
      );
    }
  });
}

Deno.test("a list without items is an empty calendar", async () => {
  const stop = google.fail("events.list", { body: { kind: "calendar#events" } });
  const { status, body } = await call("GET /calendar-events/users/me", { user: ada });
  stop();
  assertEquals([status, body.events, body.next_page_token], [200, [], null]);
});

Deno.test("an unexpected 409 is Google's failure, and not an internal error", async () => {
  for (const [endpoint, route, body] of CASES.filter(([name]) => name !== "events.insert")) {
    const stop = google.fail(endpoint, {
      status: 409,
      body: { error: { code: 409, errors: [{ reason: "duplicate" }] } },
    });
    const answer = await call(route, { user: ada, body });
    stop();
    assertEquals([answer.status, answer.body.code], [502, "google_bad_response"], endpoint);
  }
});

Deno.test("a malformed event with the id is not replayed", async () => {
  const idempotency_key = crypto.randomUUID();
  const first = await call(CREATE, { user: ada, body: { ...LECTURE, idempotency_key } });
  assertEquals(first.status, 201);
  const stop = google.fail("events.get", { status: 200, body: {} });
  const odd = await call(CREATE, { user: ada, body: { ...LECTURE, idempotency_key } });
  stop();
  assertEquals([odd.status, odd.body.code], [502, "google_bad_response"]);
  const again = await call(CREATE, { user: ada, body: { ...LECTURE, idempotency_key } });
  assertEquals([again.status, again.body.id], [200, first.body.id]);
});

closeAtEnd(stack);
