/** Failures of Google Calendar: what is answered, and that an event is created once or not at all. */
import { assert, assertEquals } from "@std/assert";
import { type Fault, faults } from "../../local/google/mod.ts";
import { watch } from "../support/invariants.ts";
import { startScenario } from "../support/scenario.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";

const scenario = await startScenario();
const { stack, call, connect } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
await connect(ada);

async function createWhile(fault: Fault, changes: Record<string, unknown> = {}) {
  const invariants = await watch(scenario, ada);
  google.resetCalls();
  const stop = google.fail("events.insert", fault);
  const answer = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: {
      summary: "Lecture 5",
      start_datetime: "2026-08-15T09:00:00-07:00",
      end_datetime: "2026-08-15T10:00:00-07:00",
      ...changes,
    },
  });
  stop();
  return { ...answer, invariants, inserts: google.count("events.insert") };
}

const forever = (fault: Fault): Fault => ({ ...fault, times: Infinity });

/** Google's documented errors: how often the insert is tried, and what is answered. */
const TABLE: [name: string, fault: Fault, tries: number, status: number, code: string][] = [
  ["403 rateLimitExceeded", faults.rateLimitExceeded, 4, 503, "google_rate_limited"],
  ["403 userRateLimitExceeded", faults.userRateLimitExceeded, 4, 503, "google_rate_limited"],
  ["429", faults.tooManyRequests, 4, 503, "google_rate_limited"],
  ["403 quotaExceeded", faults.quotaExceeded, 1, 503, "google_quota_exceeded"],
  ["403 dailyLimitExceeded", faults.dailyLimitExceeded, 1, 503, "google_quota_exceeded"],
  ["403 accessNotConfigured", faults.accessNotConfigured, 1, 500, "google_client_misconfigured"],
  ["403 requiredAccessLevel", faults.requiredAccessLevel, 1, 403, "google_permission_denied"],
  [
    "403 forbiddenForNonOrganizer",
    faults.forbiddenForNonOrganizer,
    1,
    403,
    "google_permission_denied",
  ],
  ["401 twice", faults.authError, 2, 401, "reconnect_required"],
  ["404", faults.calendarNotFound, 1, 404, "calendar_not_found"],
  ["412", faults.conditionNotMet, 1, 412, "event_changed"],
  ["500 backendError", faults.backendError, 4, 502, "google_unavailable"],
  ["502", faults.badGateway, 4, 502, "google_unavailable"],
  ["503", faults.unavailable, 4, 502, "google_unavailable"],
  ["504", faults.gatewayTimeout, 4, 502, "google_unavailable"],
  ["a reset", faults.resetBefore, 4, 502, "google_unavailable"],
  ["200 with HTML", faults.html200, 1, 502, "google_bad_response"],
  ["cut JSON", faults.cutJson, 1, 502, "google_bad_response"],
  ["a 5 MB answer", faults.huge, 1, 502, "google_bad_response"],
  ["a redirect", faults.redirect, 1, 502, "google_bad_response"],
];

for (const [name, fault, tries, status, code] of TABLE) {
  Deno.test(`Calendar answers ${name}: ${code} after ${tries} tries, and no event`, async () => {
    const result = await createWhile(forever(fault));
    assertEquals([result.status, result.body.code, result.inserts], [status, code, tries]);
    if (status === 503) assert(Number(result.headers.get("retry-after")) > 0);
    await result.invariants.check();
  });
}

Deno.test("a token that Google refuses is refreshed, even if it was refreshed a moment ago", async () => {
  for (const [expiresIn, refreshes] of [[3600, 1], [-60, 2]] as const) {
    await scenario.expireIn(ada, expiresIn);
    const result = await createWhile({ ...faults.authError, times: 1 });
    assertEquals([result.status, result.inserts], [201, 2]);
    assertEquals(google.count("token.refresh"), refreshes);
    await result.invariants.check({ created: 1 });
  }
});

Deno.test("a caller does not notice a short rate limit", async () => {
  const result = await createWhile({ ...faults.rateLimitExceeded, times: 2 });
  assertEquals([result.status, result.inserts], [201, 3]);
  await result.invariants.check({ created: 1 });
});

Deno.test("a short Retry-After is waited for, and a long one is passed on", async () => {
  const limited = (seconds: string): Fault => ({
    ...faults.tooManyRequests,
    headers: { "retry-after": seconds },
  });
  const short = await createWhile(limited("1"));
  assertEquals([short.status, short.inserts], [201, 2]);
  const long = await createWhile(forever(limited("120")));
  assertEquals([long.status, long.headers.get("retry-after"), long.inserts], [503, "120", 1]);
});

Deno.test("an exhausted quota says to wait at least a minute", async () => {
  const { headers } = await createWhile(faults.quotaExceeded);
  assert(Number(headers.get("retry-after")) >= 60);
});

Deno.test("if the answer is lost after Google created the event, the retry replays that event", async () => {
  for (const fault of [faults.lostAnswer, { ...faults.unavailable, after: true }]) {
    const result = await createWhile(fault);
    assertEquals([result.status, result.body.replayed], [200, true]);
    await result.invariants.check({ created: 1 });
  }
});

Deno.test("if the answer never comes after Google created the event, the retry replays that event in time", async () => {
  const result = await createWhile(faults.lostAnswerHang);
  assertEquals([result.status, result.body.replayed], [200, true]);
  await result.invariants.check({ created: 1 });
});

Deno.test("after a malformed answer the event that Google created is found, with a key and without one", async () => {
  const malformed: Fault[] = [
    faults.noId,
    { ...faults.html200, after: true },
    { ...faults.emptyObject, after: true },
  ];
  for (const fault of malformed) {
    const { status, body, inserts, invariants } = await createWhile(fault);
    assertEquals([status, body.replayed, inserts], [200, true, 1]);
    await invariants.check({ created: 1 });
  }
  const idempotency_key = crypto.randomUUID();
  const first = await createWhile(faults.noId, { idempotency_key });
  assertEquals([first.status, first.body.replayed], [200, true]);
  const again = await createWhile({ times: 0 }, { idempotency_key });
  assertEquals([again.status, again.body.replayed], [200, true]);
});

Deno.test("Google's own words are shown for a rejected event, and for nothing else", async () => {
  const words = "The specified time range is empty.";
  const result = await createWhile({
    status: 400,
    body: { error: { code: 400, message: words, errors: [{ reason: "timeRangeEmpty" }] } },
  });
  assertEquals([result.status, result.body.code, result.body.details], [
    400,
    "google_rejected_event",
    { reason: "timeRangeEmpty", message: words },
  ]);
});

Deno.test("a missing scope at Google asks the user to reconnect", async () => {
  const result = await createWhile({
    status: 403,
    body: { error: { code: 403, errors: [{ reason: "insufficientPermissions" }] } },
  });
  assertEquals([result.status, result.body.details], [401, { reason: "scope_missing" }]);
});

Deno.test("an event that was deleted is event_deleted for its key", async () => {
  const idempotency_key = crypto.randomUUID();
  const { body: event } = await createWhile({ times: 0 }, { idempotency_key });
  const { getCalendarClient } = await import("../../supabase/functions/_shared/calendarClient.ts");
  const calendar = await getCalendarClient({ googleId: ada.google_id! });
  await calendar.events.delete({ calendarId: "primary", eventId: event.id });
  const { status, body } = await createWhile({ times: 0 }, { idempotency_key });
  assertEquals([status, body.code], [409, "event_deleted"]);
});

Deno.test("an id that another person's invitation has is idempotency_mismatch, and the invitation is not shown", async () => {
  const idempotency_key = crypto.randomUUID();
  const { eventIdFor } = await import("../../supabase/functions/_shared/events/eventId.ts");
  const { getCalendarClient } = await import("../../supabase/functions/_shared/calendarClient.ts");
  const { account } = await getCalendarClient({ userId: ada.id });
  const id = await eventIdFor(account, "primary", idempotency_key);
  const grace = await stack.createUser({ google: { email: "grace@example.com" } });
  await connect(grace);
  const squatter = await getCalendarClient({ userId: grace.id });
  await squatter.events.insert({
    calendarId: "primary",
    sendUpdates: "all",
    requestBody: {
      id,
      summary: "Squatted",
      start: { dateTime: "2026-08-15T09:00:00Z" },
      end: { dateTime: "2026-08-15T10:00:00Z" },
      attendees: [{ email: "ada@example.com" }],
    },
  });
  const { status, body } = await createWhile({ times: 0 }, { idempotency_key });
  assertEquals([status, body.code], [422, "idempotency_mismatch"]);
  assert(!JSON.stringify(body).includes("Squatted"));
});

closeAtEnd(stack);
