/** Google Calendar refuses access tokens, also fresh ones; tokens live for a short time. */
import { assert, assertEquals } from "@std/assert";
import { faults } from "../../local/google/mod.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { figure, tally } from "../support/figures.ts";
import { watch } from "../support/invariants.ts";
import { startScenario } from "../support/scenario.ts";

const scenario = await startScenario();
const { stack, call, connect, expireIn, row } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
await connect(ada);

const create = () =>
  call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: {
      summary: "Lecture 5",
      start_datetime: "2026-08-15T09:00:00-07:00",
      end_datetime: "2026-08-15T10:00:00-07:00",
    },
  });
const connection = async () =>
  (await call("GET /calendar-connection/users/me", { user: ada })).body;
const refuseAll = () => google.fail("events", { ...faults.authError, times: Infinity });
/** The refusal was noted so many minutes ago. */
const refusedFor = (minutes: number) =>
  stack.sql(
    "update google_calendar.users set refused_at = now() - make_interval(mins => $2) where id = $1",
    [
      ada.id,
      minutes,
    ],
  );

const RECONNECT = { status: "needs_reconnect", reason: "revoked_or_expired" };

for (const together of [false, true]) {
  Deno.test(`20 creates ${together ? "at once" : "in turn"} while Calendar refuses every token: 1 refresh, and calls and connection agree`, async () => {
    await connect(ada);
    const invariants = await watch(scenario, ada);
    google.resetCalls();
    const stop = refuseAll();
    const answers = together ? await Promise.all(Array.from({ length: 20 }, create)) : [];
    while (answers.length < 20) {
      answers.push(await create());
      const { status, reason } = await connection();
      assertEquals({ status, reason }, RECONNECT);
    }
    stop();
    const codes = tally(answers.map(({ body }) => body.code));
    figure(`${codes}, ${google.count("token.refresh")} refresh`);
    assertEquals(codes, "20 x reconnect_required");
    assertEquals(google.count("token.refresh"), 1);
    const { status, reason } = (await scenario.connection(ada))!;
    assertEquals({ status, reason }, RECONNECT);
    await invariants.check();
  });
}

Deno.test("a refusal that ends disconnects no user: the next call succeeds without a refresh", async () => {
  await connect(ada);
  const stop = refuseAll();
  assertEquals((await create()).body.code, "reconnect_required");
  stop();
  google.resetCalls();
  assertEquals((await create()).status, 201);
  assertEquals(google.count("token.refresh"), 0);
  assertEquals((await connection()).status, "connected");
  assertEquals((await scenario.connection(ada))?.status, "connected");
});

Deno.test("a refusal is over after five minutes: the connection says so, and one more refresh is tried", async () => {
  await connect(ada);
  const stop = refuseAll();
  await create();
  await refusedFor(6);
  assertEquals((await connection()).status, "connected");
  google.resetCalls();
  for (let i = 0; i < 5; i++) assertEquals((await create()).body.code, "reconnect_required");
  stop();
  assertEquals(google.count("token.refresh"), 1);
  assertEquals((await connection()).status, "needs_reconnect");
});

Deno.test("a refusal recorded by a clock that was set back later does not count", async () => {
  await refusedFor(-60);
  assertEquals((await connection()).status, "connected");
  assertEquals((await create()).status, 201);
});

Deno.test("a grant that Google's token endpoint calls invalid is dead, whatever Calendar said before", async () => {
  await connect(ada);
  const stop = refuseAll();
  await create();
  stop();
  await expireIn(ada, -60);
  google.revokeGrant("ada@example.com");
  assertEquals((await create()).body.code, "reconnect_required");
  await refusedFor(6).then(() => stack.sql("update google_calendar.users set refused_at = null"));
  google.resetCalls();
  assertEquals((await create()).body.code, "reconnect_required");
  assertEquals((await connection()).status, "needs_reconnect");
  assertEquals(google.calls.length, 0);
});

Deno.test("connecting again ends a refusal", async () => {
  await connect(ada);
  const stop = refuseAll();
  await create();
  stop();
  await connect(ada);
  assertEquals((await connection()).status, "connected");
  google.resetCalls();
  assertEquals((await create()).status, 201);
  assertEquals(google.calls.map(({ endpoint }) => endpoint), ["events.insert"]);
});

Deno.test("a token that lives 200 seconds is refreshed once, not for each request", async () => {
  await connect(ada);
  await expireIn(ada, -60);
  google.resetCalls();
  const stop = google.fail("token.refresh", { patch: { expires_in: 200 }, times: Infinity });
  for (let i = 0; i < 5; i++) assertEquals((await create()).status, 201);
  assertEquals(google.count("token.refresh"), 1);
  // Soon before its end it is, so that it does not end within a request.
  await expireIn(ada, 40);
  assertEquals((await create()).status, 201);
  assertEquals(google.count("token.refresh"), 2);
  stop();
});

Deno.test("a short-lived token that came with the connection is used", async () => {
  const stop = google.fail("token.code", { patch: { expires_in: 200 } });
  await connect(ada);
  stop();
  google.resetCalls();
  for (let i = 0; i < 3; i++) assertEquals((await create()).status, 201);
  assertEquals(google.count("token.refresh"), 0);
  assert(Number((await row(ada))!.grant_version) > 0);
});

Deno.test("a token that lives an hour is refreshed five minutes before it expires", async () => {
  await connect(ada);
  for (const [seconds, refreshes] of [[330, 0], [270, 1]] as const) {
    google.resetCalls();
    await expireIn(ada, seconds);
    assertEquals((await create()).status, 201);
    assertEquals(google.count("token.refresh"), refreshes);
  }
});

closeAtEnd(stack);
