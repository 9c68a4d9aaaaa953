/** One user's budget for what reaches Google: `429` with `Retry-After`, for that user alone. */
import { assert, assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario, type TestUser } from "../support/scenario.ts";
import { useSettings } from "../support/settings.ts";

const [CALLS, CONNECTS] = [12, 7];
const scenario = await startScenario();
useSettings({ USER_CALLS_PER_MINUTE: String(CALLS) });
useSettings({ USER_CONNECTS_PER_HOUR: String(CONNECTS) });
const { stack, call, connect } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
await connect(ada);
await connect(grace);

const EVENT = {
  summary: "Lecture 5",
  start_datetime: "2026-08-15T09:00:00-07:00",
  end_datetime: "2026-08-15T10:00:00-07:00",
};
const FREE = "/find-free-time/users/me?time_min=2026-08-15T00:00:00Z&time_max=2026-08-16T00:00:00Z";
/** Every route that calls Google, and how a call within the budget ends. */
const COUNTED: [route: string, status: number, body?: unknown][] = [
  ["POST /create-calendar-event/users/me/calendar/events", 201, EVENT],
  ["GET /calendar-events/users/me", 200],
  ["GET /calendar-events/users/me/abc123", 404],
  ["PATCH /calendar-events/users/me/abc123", 404, { summary: "Other" }],
  ["DELETE /calendar-events/users/me/abc123", 204],
  [`GET ${FREE}`, 200],
  ["POST /oauth-callback/confirm", 410, { confirmation: "x" }],
];
const used = async (user: TestUser, budget: string) =>
  Number(
    (await stack.sql<{ used: number }>(
      "select used from google_calendar.user_budgets where user_id = $1 and budget = $2",
      [user.id, budget],
    ))[0]?.used ?? 0,
  );
const endWindows = () => stack.sql("update google_calendar.user_budgets set ends_at = now()");

Deno.test("every route that calls Google is counted once", async () => {
  for (const [route, status, body] of COUNTED) {
    const before = await used(ada, "calls");
    assertEquals([route, (await call(route, { user: ada, body })).status], [route, status]);
    assertEquals([route, await used(ada, "calls")], [route, before + 1]);
  }
});

Deno.test("a spent budget is 429 with Retry-After on each of them, without a call to Google", async () => {
  await endWindows();
  const answers = [];
  for (let i = 0; i < CALLS + 3; i++) {
    answers.push((await call("GET /calendar-events/users/me", { user: ada })).status);
  }
  assertEquals(answers, [...Array(CALLS).fill(200), 429, 429, 429]);
  google.resetCalls();
  stack.requests.length = 0;
  for (const [route, , body] of COUNTED) {
    const { status, headers, body: answer } = await call(route, { user: ada, body });
    assertEquals([route, status, answer.code], [route, 429, "too_many_requests"]);
    const wait = Number(headers.get("retry-after"));
    assert(Number.isInteger(wait) && wait >= 1 && wait <= 60, `${wait}`);
  }
  assertEquals(google.calls.length, 0);
  // The count is in the call that the request makes anyway.
  assertEquals(stack.requests.filter(({ path }) => path.includes("/rpc/")).length, COUNTED.length);
});

Deno.test("another user is not affected, and what does not call Google goes on", async () => {
  assertEquals((await call("GET /calendar-events/users/me", { user: grace })).status, 200);
  const others = [
    ["GET /calendar-connection/users/me", 200],
    [`GET /get-resource/users/me/resources/${crypto.randomUUID()}`, 404],
    ["GET /calendar-events/users/someone-else", 404],
  ] as const;
  for (const [route, status] of others) {
    assertEquals([route, (await call(route, { user: ada })).status], [route, status]);
  }
  const { getCalendarClient } = await import("../../supabase/functions/_shared/calendarClient.ts");
  await getCalendarClient({ userId: ada.id });
});

Deno.test("a new window opens when the old one ends, by the database's clock", async () => {
  await endWindows();
  assertEquals((await call("GET /calendar-events/users/me", { user: ada })).status, 200);
  assertEquals(await used(ada, "calls"), 1);
});

Deno.test("what is refused before Google is called is not counted", async () => {
  const before = await used(ada, "calls");
  await call("GET /calendar-events/users/me?limit=0", { user: ada });
  await call("GET /calendar-events/users/someone-else", { user: ada });
  const alan = await stack.createUser({ google: { email: "alan@example.com" } });
  assertEquals((await call("GET /calendar-events/users/me", { user: alan })).status, 409);
  assertEquals([await used(ada, "calls"), await used(alan, "calls")], [before, 0]);
});

Deno.test("starting to connect has a budget of its own, and disconnecting none", async () => {
  await endWindows();
  const start = () => call("POST /oauth-initiate", { user: ada });
  for (let i = 0; i < CONNECTS; i++) assertEquals((await start()).status, 200);
  const newest = () =>
    stack.sql("select max(created_at)::text as newest from google_calendar.oauth_states");
  const before = await newest();
  const { status, headers, body } = await start();
  assertEquals([status, body.code], [429, "too_many_requests"]);
  const wait = Number(headers.get("retry-after"));
  assert(wait > 3500 && wait <= 3600, `${wait}`);
  assertEquals(await newest(), before);

  for (let i = 0; i < CALLS; i++) await call("GET /calendar-events/users/me", { user: ada });
  assertEquals((await call("GET /calendar-events/users/me", { user: ada })).status, 429);
  assertEquals((await call("DELETE /calendar-connection/users/me", { user: ada })).status, 200);
});

Deno.test("the count goes away with its user", async () => {
  await stack.sql("delete from auth.users where id = $1", [ada.id]);
  assertEquals(
    await stack.sql("select * from google_calendar.user_budgets where user_id = $1", [ada.id]),
    [],
  );
});

closeAtEnd(stack);
