/**
 * Google's token endpoint fails while an access token is refreshed: what the caller is told, and what stays.
 */
import { assert, assertEquals } from "@std/assert";
import { type Fault, faults } from "../../local/google/mod.ts";
import { watch } from "../support/invariants.ts";
import { lastLog } from "../support/logs.ts";
import { startScenario } from "../support/scenario.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { until } from "../support/until.ts";

const scenario = await startScenario();
const { stack, call, connect, row, expireIn } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
await connect(ada);
await connect(grace);

const create = (user = ada) =>
  call("POST /create-calendar-event/users/me/calendar/events", {
    user,
    body: {
      summary: "Lecture 5",
      start_datetime: "2026-08-15T09:00:00-07:00",
      end_datetime: "2026-08-15T10:00:00-07:00",
    },
  });

/** Creates an event on an expired token while the refresh meets the fault. */
async function createWhile(fault: Fault) {
  await expireIn(ada, -60);
  google.resetCalls();
  const invariants = await watch(scenario, ada);
  const before = await row(ada);
  const stop = google.fail("token.refresh", fault);
  const started = performance.now();
  const answer = await create();
  const elapsed = performance.now() - started;
  stop();
  const after = await row(ada);
  return {
    ...answer,
    elapsed,
    invariants,
    before,
    after,
    refreshes: google.count("token.refresh"),
  };
}

const forever = (fault: Fault): Fault => ({ ...fault, times: Infinity });

/** Temporary failures that do not end: nothing is changed, and the lease is given back. */
const LASTING: [name: string, fault: Fault, status: number, code: string][] = [
  ["hangs", faults.hang, 504, "google_timeout"],
  ["answers one byte a second", faults.oneByteASecond, 504, "google_timeout"],
  ["resets before an answer", faults.resetBefore, 502, "google_unavailable"],
  ["resets in the middle of an answer", faults.resetMiddle, 502, "google_unavailable"],
  ["answers 500", faults.internalError, 502, "google_unavailable"],
  ["answers 502", faults.badGateway, 502, "google_unavailable"],
  ["answers 503", faults.unavailable, 502, "google_unavailable"],
  ["answers 504", faults.gatewayTimeout, 502, "google_unavailable"],
  ["answers 200 with HTML", faults.html200, 502, "google_bad_response"],
  ["answers cut JSON", faults.cutJson, 502, "google_bad_response"],
  ["answers {}", faults.emptyObject, 502, "google_bad_response"],
  ["answers no access_token", faults.noAccessToken, 502, "google_bad_response"],
  ['answers expires_in "abc"', faults.expiresInText, 502, "google_bad_response"],
  ["answers expires_in -1", faults.expiresInNegative, 502, "google_bad_response"],
  ["answers expires_in 1e12", faults.expiresInHuge, 502, "google_bad_response"],
  ["answers 5 MB", faults.huge, 502, "google_bad_response"],
  ["redirects", faults.redirect, 502, "google_bad_response"],
  ["answers 400 with HTML", { ...faults.html200, status: 400 }, 502, "google_bad_response"],
  ["redirects with an error", { ...faults.invalidClient, status: 302 }, 502, "google_bad_response"],
  [
    "answers invalid_grant, but not as a bad request",
    { ...faults.invalidGrant, status: 403 },
    500,
    "google_client_misconfigured",
  ],
  [
    "answers a bad request that is not invalid_grant",
    { ...faults.invalidGrant, body: { error: "unauthorized_client" } },
    500,
    "google_client_misconfigured",
  ],
  ["answers invalid_client", faults.invalidClient, 500, "google_client_misconfigured"],
  ["answers deleted_client", faults.deletedClient, 500, "google_client_misconfigured"],
];

for (const [name, fault, status, code] of LASTING) {
  Deno.test(`the token endpoint always ${name}: ${code}, and the row stays`, async () => {
    const result = await createWhile(forever(fault));
    assertEquals([result.status, result.body.code], [status, code]);
    assertEquals(result.after, result.before);
    assertEquals(result.after?.refresh_lease, null);
    assert(result.elapsed < 13_000, `${result.elapsed} ms`);
    assertEquals((await scenario.connection(ada))?.status, "connected");
    await result.invariants.check();
  });
}

for (const [name, fault] of LASTING.slice(4, 8)) {
  for (const times of [1, 2]) {
    Deno.test(`the token endpoint ${name} ${times} times: the event is created`, async () => {
      const result = await createWhile({ ...fault, times });
      assertEquals([result.status, result.refreshes], [201, times + 1]);
      await result.invariants.check({ created: 1 });
    });
  }
}

Deno.test("429 with Retry-After 2 is waited for, and the token is saved once", async () => {
  const result = await createWhile(faults.tokenRateLimited);
  assertEquals([result.status, result.refreshes], [201, 2]);
  assert(result.elapsed >= 2000, `${result.elapsed} ms`);
  assertEquals(Number(result.after?.grant_version), Number(result.before?.grant_version) + 1);
  await result.invariants.check({ created: 1 });
});

Deno.test("429 with Retry-After 3600 is passed on after one call", async () => {
  const result = await createWhile(forever(faults.tokenRateLimitedLong));
  assertEquals([result.status, result.body.code], [503, "google_rate_limited"]);
  assertEquals(result.headers.get("retry-after"), "3600");
  assertEquals(result.refreshes, 1);
  await result.invariants.check();
});

Deno.test("callers in one instance share one refresh, and one lease", async () => {
  await expireIn(ada, -60);
  google.resetCalls();
  stack.requests.length = 0;
  const stop = google.fail("token.refresh", { delay_ms: 300 });
  const answers = await Promise.all(Array.from({ length: 10 }, () => create()));
  stop();
  assertEquals(answers.map(({ status }) => status), Array(10).fill(201));
  assertEquals(google.count("token.refresh"), 1);
  const asked = stack.requests.map(({ path }) => path.split("/").at(-1));
  assertEquals(asked.filter((name) => name === "google_calendar_begin_refresh").length, 1);
});

Deno.test("users who refresh at once in one instance each get their own calendar", async () => {
  const eventsOf = () => [ada, grace].map(({ email }) => google.events(email).length);
  const before = eventsOf();
  for (const user of [ada, grace]) await expireIn(user, -60);
  // The same version of the grant: only the user tells the two apart.
  await stack.sql("update google_calendar.users set grant_version = 1000");
  google.resetCalls();
  const stop = google.fail("token.refresh", { delay_ms: 300, times: 2 });
  const answers = await Promise.all([create(ada), create(grace)]);
  stop();
  assertEquals(answers.map(({ status }) => status), [201, 201]);
  assertEquals(google.count("token.refresh"), 2);
  assertEquals(eventsOf(), before.map((count) => count + 1));
});

Deno.test("a rotated refresh token replaces the old one", async () => {
  const rotated = crypto.randomUUID();
  const result = await createWhile({ patch: { refresh_token: rotated } });
  assertEquals(result.status, 201);
  assert(result.after?.google_refresh_token !== result.before?.google_refresh_token);
  await result.invariants.check({ refreshTokenMayChange: true, created: 1 });
  await connect(ada);
});

Deno.test("a rotated refresh token that cannot be saved is 503, and the old one is kept", async () => {
  const stop = stack.failDatabase("/rest/v1/rpc/google_calendar_end_refresh", {
    status: 503,
    times: Infinity,
  });
  const result = await createWhile({ patch: { refresh_token: crypto.randomUUID() } });
  stop();
  assertEquals([result.status, result.body.code], [503, "database_unavailable"]);
  await result.invariants.check();
});

Deno.test("a new access token that cannot be saved does not fail the request", async () => {
  await stack.sql("update google_calendar.users set refresh_lease_until = null");
  const stop = stack.failDatabase("/rest/v1/rpc/google_calendar_end_refresh", {
    status: 503,
    times: Infinity,
  });
  const result = await createWhile({ times: 0 });
  stop();
  assertEquals(result.status, 201);
  assertEquals(result.after?.google_access_token, result.before?.google_access_token);
  await result.invariants.check({ created: 1 });
});

Deno.test("tokens of the largest documented size are kept and used", async () => {
  // The emulator knows only its own tokens: what is saved is what is looked at.
  const result = await createWhile({ patch: { access_token: "a".repeat(2048) } });
  assertEquals(result.status === 201 || result.body.code === "reconnect_required", true);
  assertEquals(result.after !== undefined, true);
  await connect(ada);
});

Deno.test("an answer without scopes keeps the stored ones", async () => {
  const before = await scenario.connection(ada);
  const result = await createWhile({ patch: { scope: null } });
  assertEquals(result.status, 201);
  assertEquals((await scenario.connection(ada))?.scopes, before?.scopes);
  await result.invariants.check({ created: 1 });
});

Deno.test("fewer scopes than before: the user is told that a required scope is missing", async () => {
  const result = await createWhile(faults.narrowedScopes);
  assertEquals([result.status, result.body.code, result.body.details], [
    401,
    "reconnect_required",
    { reason: "scope_missing" },
  ]);
  assertEquals((await scenario.connection(ada))?.reason, "scope_missing");
  await result.invariants.check();
  await connect(ada);
});

Deno.test("invalid_client disconnects no user", async () => {
  await createWhile(faults.invalidClient);
  const statuses = await stack.sql<{ status: string }>("select status from google_connections");
  assertEquals(statuses.map(({ status }) => status), ["connected", "connected"]);
});

Deno.test("invalid_grant is needs_reconnect, and the next call makes no call to Google", async () => {
  const result = await createWhile(faults.invalidGrant);
  assertEquals([result.status, result.body.code, result.body.details], [
    401,
    "reconnect_required",
    { reason: "revoked_or_expired" },
  ]);
  assertEquals((await scenario.connection(ada))?.reason, "revoked_or_expired");
  await result.invariants.check();
  google.resetCalls();
  assertEquals((await create()).status, 401);
  assertEquals(google.calls.length, 0);
  await connect(ada);
});

Deno.test("invalid_rapt is session_control", async () => {
  const result = await createWhile(faults.invalidRapt);
  assertEquals(result.body.details, { reason: "session_control" });
  await result.invariants.check();
  await connect(ada);
});

Deno.test("invalid_grant for the old grant while the user reconnects leaves the new grant", async () => {
  await expireIn(ada, -60);
  const stop = google.fail("token.refresh", { ...faults.invalidGrant, delay_ms: 2000 });
  google.resetCalls();
  const creating = create();
  await until(() => google.count("token.refresh") > 0);
  await connect(ada);
  const { status } = await creating;
  stop();
  assertEquals(status, 201);
  assertEquals((await scenario.connection(ada))?.status, "connected");
});

Deno.test("a user who disconnects during the refresh gets 409, and no event", async () => {
  const invariants = await watch(scenario, ada);
  await expireIn(ada, -60);
  const stop = google.fail("token.refresh", { delay_ms: 2000 });
  google.resetCalls();
  const creating = create();
  await until(() => google.count("token.refresh") > 0);
  await call("DELETE /calendar-connection/users/me", { user: ada });
  const { status, body } = await creating;
  stop();
  assert(
    [409, 401].includes(status) && /calendar_not_connected|reconnect_required/.test(body.code),
    body.code,
  );
  assertEquals((await scenario.connection(ada))?.status, "not_connected");
  await invariants.check({ refreshTokenMayChange: true, revokes: 1 });
  await connect(ada);
});

Deno.test("a user who reconnects to another account during the refresh never writes into the first", async () => {
  const before = google.events("ada@example.com").length;
  await expireIn(ada, -60);
  // Long enough for everything that the user does meanwhile, on a slow machine too.
  const stop = google.fail("token.refresh", { delay_ms: 3000 });
  google.resetCalls();
  const creating = create();
  await until(() => google.count("token.refresh") > 0);
  const address = await connect(ada, { email: "alan@example.com" });
  const body = { confirmation: new URLSearchParams(address.hash.slice(1)).get("confirmation") };
  assertEquals((await call("POST /oauth-callback/confirm", { user: ada, body })).status, 200);
  const { status } = await creating;
  stop();
  assertEquals(status, 201);
  assertEquals(google.events("ada@example.com").length, before);
  assertEquals(google.events("alan@example.com").length, 1);
  await connect(ada);
});

/** Another instance refreshes this user's grant, for 2 s at the most. */
const leaseToAnother = ({ id }: typeof ada) =>
  stack.sql(
    "update google_calendar.users set refresh_lease = gen_random_uuid(), refresh_lease_until = clock_timestamp() + interval '2 seconds' where id = $1",
    [id],
  );

/** A caller waits for the other instance: it asked for the lease, and asks again. */
async function untilWaiting(): Promise<void> {
  stack.requests.length = 0;
  const asked = () => stack.requests.filter(({ path }) => path.endsWith("_begin_refresh")).length;
  await until(() => asked() > 1);
}

const LEFT_BY_ANOTHER = [
  ["takes the token that another instance's refresh left", 3600, 0],
  ["refreshes again if another instance's refresh left a token that expires at once", 60, 1],
] as const;

for (const [name, seconds, refreshes] of LEFT_BY_ANOTHER) {
  Deno.test(`a waiting caller ${name}`, async () => {
    await expireIn(ada, -60);
    await leaseToAnother(ada);
    google.resetCalls();
    const creating = create();
    await untilWaiting();
    await stack.sql(
      `update google_calendar.users set grant_version = grant_version + 1, refresh_lease = null,
         google_token_expiry = now() + make_interval(secs => ${seconds}) where id = $1`,
      [ada.id],
    );
    assertEquals((await creating).status, 201);
    assertEquals(google.count("token.refresh"), refreshes);
  });
}

Deno.test("a user who is deleted while a request waits for another instance's refresh is unauthenticated", async () => {
  const alan = await stack.createUser({ google: { email: "alan@example.com" } });
  await connect(alan);
  await expireIn(alan, -60);
  await leaseToAnother(alan);
  const creating = create(alan);
  await untilWaiting();
  await stack.sql("delete from auth.users where id = $1", [alan.id]);
  const { status, body } = await creating;
  assertEquals([status, body.code], [401, "unauthenticated"]);
});

Deno.test("the lease holder dies: another takes over once the lease has ended", async () => {
  await expireIn(ada, -60);
  await leaseToAnother(ada);
  google.resetCalls();
  stack.requests.length = 0;
  const started = performance.now();
  assertEquals((await create()).status, 201);
  assert(performance.now() - started >= 1500);
  assertEquals(google.count("token.refresh"), 1);
  // A request that waits for another request's refresh looks a few times a second, not more often.
  const looks = stack.requests.filter(({ path }) => path.endsWith("_begin_refresh")).length;
  assert(looks <= 25, `${looks} looks in 2 s`);
});

Deno.test("a late writer whose lease has expired changes no row", async () => {
  const before = await row(ada);
  const [ended] = await stack.sql<{ saved: boolean }>(
    `select public.google_calendar_end_refresh($1, $2, gen_random_uuid(), 'late', 3600) as saved`,
    [ada.id, before!.grant_version],
  );
  assertEquals(ended!.saved, false);
  assertEquals(await row(ada), before);
});

Deno.test("a refresh does not overwrite a grant that it did not read", async () => {
  const lease = crypto.randomUUID();
  const { grant_version } = (await row(ada))!;
  const begin = (version: number) =>
    stack.sql("select public.google_calendar_begin_refresh($1, $2, $3) as turn", [
      ada.id,
      version,
      lease,
    ]);
  assertEquals(await begin(Number(grant_version) + 1), [{ turn: "changed" }]);
  assertEquals(await begin(Number(grant_version)), [{ turn: "begun" }]);
  const before = await row(ada);
  const [ended] = await stack.sql<{ saved: boolean }>(
    "select public.google_calendar_end_refresh($1, $2, $3, 'other', 3600) as saved",
    [ada.id, Number(grant_version) + 1, lease],
  );
  assertEquals(ended!.saved, false);
  assertEquals(await row(ada), before);
  await stack.sql("select public.google_calendar_abandon_refresh($1, $2)", [ada.id, lease]);
});

Deno.test("tokens that are moved to another user's row or column cannot be decrypted", async () => {
  const own = (await row(ada))!;
  const other = (await row(grace))!;
  const put = (access: string | null, refresh: string | null, seconds: number) =>
    stack.sql(
      `update google_calendar.users set google_access_token = $2, google_refresh_token = $3,
         google_token_expiry = now() + make_interval(secs => $4) where id = $1`,
      [ada.id, access, refresh, seconds],
    );
  const cases: [access: string | null, refresh: string | null, seconds: number][] = [
    [other.google_access_token, own.google_refresh_token, 3600],
    [own.google_refresh_token, own.google_refresh_token, 3600],
    [own.google_access_token, other.google_refresh_token, -60],
    [own.google_access_token, own.google_access_token, -60],
  ];
  google.resetCalls();
  for (const moved of cases) {
    await put(...moved);
    const { status, body } = await create();
    assertEquals([status, body.code], [500, "tokens_unreadable"]);
  }
  assertEquals(google.calls.length, 0);
  await put(own.google_access_token, own.google_refresh_token, 3600);
});

Deno.test("a token sealed with a removed key is 500, is never overwritten, and asks no user to reconnect", async () => {
  const sealed = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiZ29uZSJ9..AAAA.AAAA.AAAA";
  await stack.sql(
    "update google_calendar.users set google_refresh_token = $2, google_token_expiry = now() where id = $1",
    [ada.id, sealed],
  );
  const { status, body } = await create();
  assertEquals([status, body.code], [500, "tokens_unreadable"]);
  assertEquals((await row(ada))?.google_refresh_token, sealed);
  assertEquals((await scenario.connection(ada))?.status, "connected");
  assert(JSON.stringify(lastLog().causes).includes("TOKEN_ENCRYPTION_KEYS has no key"));
});

closeAtEnd(stack);
