/** `POST /touch-grants`: one run of upkeep, for the holder of the project's secret key. */
import { assertEquals } from "@std/assert";
import { faults } from "../../local/google/mod.ts";
import { startScenario, type TestUser } from "../support/scenario.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";

const scenario = await startScenario();
const { stack, call, connect, row } = scenario;
const { google, env } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
await connect(ada);
await connect(grace);

const secretKey = JSON.parse(env.SUPABASE_SECRET_KEYS!).default;
const touch = (apikey = secretKey) => call("POST /touch-grants", { headers: { apikey } });
const unusedFor = (user: TestUser, days: number) =>
  stack.sql(
    `update google_calendar.users set google_refreshed_at = now() - make_interval(days => $2) where id = $1`,
    [user.id, days],
  );

Deno.test("touch-grants refuses every key but the project's secret one", async () => {
  await unusedFor(ada, 100);
  google.resetCalls();
  const publishable = JSON.parse(env.SUPABASE_PUBLISHABLE_KEYS!).default;
  for (const apikey of ["", publishable, `${secretKey}x`, secretKey.slice(0, -1)]) {
    assertEquals((await touch(apikey)).status, 401);
  }
  assertEquals((await call("POST /touch-grants", { user: ada })).status, 401);
  assertEquals(google.calls.length, 0);
});

const NOTHING = {
  touched: 0,
  needs_reconnect: 0,
  failed: 0,
  revoked: 0,
  revocations_failed: 0,
  deleted_users: 0,
  expired: 0,
};
const upkeep = async () => {
  const { status, body } = await touch();
  assertEquals(status, 200, JSON.stringify(body));
  return body;
};
const endpoints = () => google.calls.map(({ endpoint }) => endpoint);
const queued = async () =>
  (await stack.sql<{ google_account_id: string; revoked: boolean }>(
    "select google_account_id, revoked_at is not null as revoked from google_calendar.revocations order by created_at",
  )).map((row) => [
    google.people.find(({ sub }) => sub === row.google_account_id)!.email,
    row.revoked,
  ]);
const calendarGrants = (email: string) =>
  google.grants(email).filter(({ scopes }) => scopes.some((scope) => scope.includes("calendar")))
    .length;

Deno.test("grants that were not used for 60 days are used, and no others", async () => {
  await unusedFor(ada, 61);
  await unusedFor(grace, 59);
  const before = await row(grace);
  google.resetCalls();
  assertEquals(await upkeep(), { ...NOTHING, touched: 1 });
  assertEquals(endpoints(), ["token.refresh"]);
  assertEquals(await row(grace), before);
  assertEquals(await upkeep(), NOTHING);
});

Deno.test("a grant that is found dead asks its user to reconnect, and is not tried again", async () => {
  await unusedFor(ada, 61);
  google.revokeGrant("ada@example.com");
  assertEquals(await upkeep(), { ...NOTHING, needs_reconnect: 1 });
  assertEquals((await scenario.connection(ada))?.status, "needs_reconnect");
  google.resetCalls();
  await unusedFor(ada, 61);
  assertEquals(await upkeep(), NOTHING);
  assertEquals(await upkeep(), NOTHING);
  assertEquals(google.calls.length, 0);
});

Deno.test("a grant that cannot be used now does not hold up the others, and waits for a day", async () => {
  await connect(ada);
  await unusedFor(ada, 90);
  await unusedFor(grace, 61);
  const stop = google.fail("token.refresh", { ...faults.invalidClient });
  assertEquals(await upkeep(), { ...NOTHING, touched: 1, failed: 1 });
  stop();
  assertEquals(await upkeep(), NOTHING);
  await stack.sql("update google_calendar.users set touch_at = touch_at - interval '1 day'");
  assertEquals(await upkeep(), { ...NOTHING, touched: 1 });
});

Deno.test("the grant that is due the longest comes first, and one that is taken is not taken again", async () => {
  await unusedFor(ada, 90);
  await unusedFor(grace, 120);
  const take = async () =>
    (await stack.sql<{ user_id: string }>(
      "select * from public.google_calendar_grants_to_touch(1)",
    ))
      .map(({ user_id }) => user_id);
  assertEquals([await take(), await take(), await take()], [[grace.id], [ada.id], []]);
  await unusedFor(ada, 0);
  await unusedFor(grace, 0);
});

Deno.test("one run uses more grants than it has workers", async () => {
  // Rows without a grant that opens: each is tried once and fails.
  await stack.sql(`
    with made as (
      insert into auth.users (id, email)
      select gen_random_uuid(), 'idle-' || n || '@example.com' from generate_series(1, 37) n
      returning id
    ), stored as (
      insert into google_calendar.users
        (id, user_id, is_default, google_account_id, google_refresh_token, google_refreshed_at)
      select id, id, true, id, 'sealed', now() - interval '100 days' from made returning id
    )
    insert into public.google_connections (account_id, user_id, is_default, status)
    select id, id, true, 'connected' from stored`);
  google.resetCalls();
  assertEquals(await upkeep(), { ...NOTHING, failed: 37 });
  await stack.sql("delete from auth.users where email like 'idle-%'");
  await stack.sql("delete from google_calendar.revocations");
});

Deno.test("no token of a banned user is kept: the grant is revoked, and the user can connect again after the ban", async () => {
  await unusedFor(ada, 100);
  const ban = (until: string) =>
    stack.sql(`update auth.users set banned_until = ${until} where id = $1`, [ada.id]);
  await ban("now() + interval '1 day'");
  google.resetCalls();
  assertEquals(await upkeep(), { ...NOTHING, deleted_users: 1, revoked: 1 });
  assertEquals(endpoints(), ["revoke"]);
  assertEquals(await row(ada), undefined);
  await ban("now() - interval '1 second'");
  const { body } = await call("GET /calendar-connection/users/me", { user: ada });
  assertEquals(body.status, "not_connected");
  await connect(ada);
  assertEquals((await scenario.connection(ada))?.status, "connected");
  await stack.sql("delete from google_calendar.revocations");
});

Deno.test("what expired without a connection is deleted, with its sealed tokens", async () => {
  const other = "alan@example.com";
  await connect(ada, { email: other });
  await scenario.consent(grace);
  await stack.sql(
    "update google_calendar.confirmations set expires_at = now() - interval '1 second'",
  );
  await stack.sql(
    "update google_calendar.oauth_states set expires_at = now() - interval '1 second'",
  );
  google.resetCalls();
  assertEquals(await upkeep(), { ...NOTHING, expired: 2 });
  const [kept] = await stack.sql<{ left: number | string }>(
    "select (select count(*) from google_calendar.confirmations) + (select count(*) from google_calendar.oauth_states) as left",
  );
  assertEquals(Number(kept!.left), 0);
  // Nobody confirmed that it is theirs: its grant is not revoked.
  assertEquals(google.count("revoke"), 0);
});

Deno.test("an expired confirmation goes when anybody starts to connect", async () => {
  await connect(ada, { email: "alan@example.com" });
  await stack.sql(
    "update google_calendar.confirmations set expires_at = now() - interval '1 second'",
  );
  await scenario.consent(grace);
  assertEquals(await stack.sql("select * from google_calendar.confirmations"), []);
  await stack.sql("delete from google_calendar.oauth_states");
});

Deno.test("the grant of a deleted user is revoked, once", async () => {
  const alan = await stack.createUser({ google: { email: "alan@example.com" } });
  await connect(alan);
  assertEquals(calendarGrants(alan.email), 1);
  google.resetCalls();
  await stack.sql("delete from auth.users where id = $1", [alan.id]);
  assertEquals(await queued(), [[alan.email, false]]);
  assertEquals(await upkeep(), { ...NOTHING, revoked: 1 });
  assertEquals(calendarGrants(alan.email), 0);
  assertEquals(
    await stack.sql(
      "select * from google_calendar.revocations where sealed_refresh_token is not null",
    ),
    [],
  );
  assertEquals(await upkeep(), NOTHING);
  assertEquals(google.count("revoke"), 1);
  await stack.sql("update google_calendar.revocations set revoked_at = now() - interval '1 hour'");
  await upkeep();
  assertEquals(await queued(), []);
});

Deno.test("a soft-deleted user loses the grant, which is revoked, and another user can connect the account", async () => {
  const alan = await stack.createUser({ google: { email: "alan@example.com" } });
  await connect(alan);
  await stack.sql("update auth.users set deleted_at = now() where id = $1", [alan.id]);
  google.resetCalls();
  assertEquals(await upkeep(), { ...NOTHING, deleted_users: 1, revoked: 1 });
  assertEquals(endpoints(), ["revoke"]);
  assertEquals(await row(alan), undefined);
  assertEquals(calendarGrants(alan.email), 0);

  const address = await connect(ada, { email: alan.email });
  const confirmation = new URLSearchParams(address.hash.slice(1)).get("confirmation")!;
  const { status } = await call("POST /oauth-callback/confirm", {
    user: ada,
    body: { confirmation },
  });
  assertEquals(status, 200);
});

Deno.test("the grant of an account that a user has left is revoked, unless it is connected again", async () => {
  await connect(ada);
  assertEquals((await scenario.connection(ada))!.google_email, ada.email);
  assertEquals((await queued()).at(-1), ["alan@example.com", false]);
  google.resetCalls();
  assertEquals(await upkeep(), { ...NOTHING, revoked: 1 });
  assertEquals([calendarGrants("alan@example.com"), calendarGrants(ada.email) > 0], [0, true]);

  // There and back: nothing of the connected account may be revoked.
  const there = await connect(ada, { email: "alan@example.com" });
  const confirmation = new URLSearchParams(there.hash.slice(1)).get("confirmation")!;
  await call("POST /oauth-callback/confirm", { user: ada, body: { confirmation } });
  assertEquals((await queued()).filter(([, revoked]) => !revoked), [[ada.email, false]]);
  await connect(ada);
  assertEquals((await queued()).filter(([, revoked]) => !revoked), [["alan@example.com", false]]);
  google.resetCalls();
  await upkeep();
  assertEquals(calendarGrants(ada.email) > 0, true);
});

Deno.test("nothing is revoked of an account that is connected or waits to be confirmed", async () => {
  await stack.sql("delete from google_calendar.revocations");
  const { google_account_id, google_refresh_token } = (await row(grace))!;
  const queue = (account: string) =>
    stack.sql(
      "insert into google_calendar.revocations (google_account_id, user_id, sealed_refresh_token) values ($1, $2, $3)",
      [account, grace.id, google_refresh_token],
    );
  await queue(google_account_id!);
  google.resetCalls();
  assertEquals(await upkeep(), NOTHING);
  assertEquals(await queued(), []);

  await connect(ada, { email: "alan@example.com" });
  await queue(google.people.find(({ email }) => email === "alan@example.com")!.sub);
  assertEquals(await upkeep(), NOTHING);
  assertEquals(await queued(), [["alan@example.com", false]]);
  assertEquals(google.count("revoke"), 0);
  await stack.sql("delete from google_calendar.revocations");
  await stack.sql("delete from google_calendar.confirmations");
});

Deno.test("a revocation that fails is tried again later, and not for ever", async () => {
  const { google_refresh_token } = (await row(grace))!;
  const sub = google.people.find(({ email }) => email === "alan@example.com")!.sub;
  await stack.sql(
    "insert into google_calendar.revocations (google_account_id, user_id, sealed_refresh_token) values ($1, $2, $3)",
    [sub, ada.id, google_refresh_token],
  );
  // Sealed for another user: it never opens.
  assertEquals(await upkeep(), { ...NOTHING, revocations_failed: 1 });
  assertEquals(await upkeep(), NOTHING);
  for (let tries = 1; tries < 12; tries++) {
    await stack.sql(
      "update google_calendar.revocations set try_after = now(), revoking_until = now()",
    );
    assertEquals((await upkeep()).revocations_failed, 1);
  }
  await stack.sql(
    "update google_calendar.revocations set try_after = now(), revoking_until = now()",
  );
  assertEquals(await upkeep(), NOTHING);
  assertEquals(await queued(), []);
});

Deno.test("an account is not connected while an old grant of it is being revoked", async () => {
  const sub = google.people.find(({ email }) => email === "ada@example.com")!.sub;
  await call("DELETE /calendar-connection/users/me", { user: ada });
  await stack.sql(
    `insert into google_calendar.revocations (google_account_id, user_id, sealed_refresh_token, revoking_until)
     values ($1, $2, 'sealed', clock_timestamp() + interval '30 seconds')`,
    [sub, ada.id],
  );
  assertEquals((await connect(ada)).searchParams.get("error"), "connect_not_saved");
  // Google has revoked it after this sign-in began: its grant is dead.
  const address = await scenario.consent(ada);
  await stack.sql(
    "update google_calendar.revocations set sealed_refresh_token = null, revoking_until = null, revoked_at = clock_timestamp() + interval '1 second'",
  );
  assertEquals((await scenario.follow(address)).searchParams.get("error"), "state_invalid");
  await stack.sql("update google_calendar.revocations set revoked_at = clock_timestamp()");
  assertEquals((await connect(ada)).searchParams.get("calendar"), "connected");
});

closeAtEnd(stack);
