/** Two accounts of one user: whatever happens to one, the other's tokens, state and requests stay as they are. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { faults } from "../../local/google/mod.ts";
import { getCalendarClient } from "../../supabase/functions/_shared/calendarClient.ts";
import { ApiError } from "../../supabase/functions/_shared/errors.ts";
import { failForAccount } from "../support/accountFaults.ts";
import { accountsOf, peopleOf } from "../support/accounts.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { assertOneDefault, watch } from "../support/invariants.ts";
import { type Answer, startScenario } from "../support/scenario.ts";

const people = peopleOf("pair", 3);
const [FIRST, SECOND, THIRD] = people.map(({ email }) => email) as [string, string, string];
const scenario = await startScenario({ people });
const { stack, call, connect, expireIn, row } = scenario;
const { google } = stack;
const { assertAccounts, connectTo, disconnect, link, makeDefault, read } = accountsOf(scenario);

const user = await stack.createUser({ google: { email: FIRST } });
for (const email of [SECOND, THIRD]) await link(user, email);
await connect(user);
const first = user.id;
const { account_id: second } = await connectTo(user, { email: SECOND, add: true });
const EMAILS: Record<string, string> = { [first]: FIRST, [second]: SECOND };

const create = () =>
  call("POST /create-calendar-event/users/me/calendar/events", {
    user,
    body: {
      summary: "Lecture 5",
      start_datetime: "2026-08-15T09:00:00-07:00",
      end_datetime: "2026-08-15T10:00:00-07:00",
    },
  });
const clientOf = (accountId: string) => getCalendarClient({ userId: user.id, accountId });
const versionOf = async (accountId: string) => Number((await row(user, accountId))!.grant_version);
const countEvents = (accountId: string) => google.events(EMAILS[accountId]!).length;

/** A user whose accounts both work, and this one is the default. Answers its id: a disconnected one has another. */
async function bothWork(accountId: string): Promise<string> {
  for (const email of [FIRST, SECOND]) await connectTo(user, { email, add: true });
  const { accounts } = (await read(user)).body;
  const idOf = (email: string) =>
    accounts.find((one: { google_email: string }) => one.google_email === email).account_id;
  const id = idOf(EMAILS[accountId]!);
  EMAILS[id] = EMAILS[accountId]!;
  await makeDefault(user, id);
  return id;
}

interface Case {
  /** Makes it happen to the default account, and answers what a request is told. */
  happen(account: string): Promise<Answer>;
  status: number;
  code: string | undefined;
  /** What the account's connection says then; left out, that it is connected. */
  becomes?: [status: string, reason: string | null];
  /** What happened: see `Invariants`. */
  allowed?: { refreshTokenMayChange?: boolean; revokes?: number };
}

/** Creates an event while a refresh of this account meets the fault. */
const whileRefreshing = (fault: { status: number; body: unknown; headers?: object }) => {
  return async (account: string) => {
    await expireIn(user, -60, account);
    const answer = { status: fault.status, body: fault.body, headers: { ...fault.headers } };
    const stop = await failForAccount(scenario, user, account, { path: "/token", ...answer });
    try {
      return await create();
    } finally {
      stop();
    }
  };
};
const tokenError = (error: string, more = {}) => ({
  status: 400,
  body: { error, error_description: "No.", ...more },
});

const CASES: Record<string, Case> = {
  "is revoked at Google": {
    async happen(account) {
      google.revokeGrant(EMAILS[account]!);
      google.expireAccessTokens(EMAILS[account]!);
      return await create();
    },
    status: 401,
    code: "reconnect_required",
    becomes: ["needs_reconnect", "revoked_or_expired"],
  },
  "answers invalid_grant": {
    happen: whileRefreshing(tokenError("invalid_grant")),
    status: 401,
    code: "reconnect_required",
    becomes: ["needs_reconnect", "revoked_or_expired"],
  },
  "ends by its organization's session control": {
    happen: whileRefreshing(tokenError("invalid_grant", { error_subtype: "invalid_rapt" })),
    status: 401,
    code: "reconnect_required",
    becomes: ["needs_reconnect", "session_control"],
  },
  "loses a scope": {
    happen: whileRefreshing({
      status: 200,
      body: {
        access_token: "narrow",
        expires_in: 3599,
        scope: "openid https://www.googleapis.com/auth/userinfo.email",
        token_type: "Bearer",
      },
    }),
    status: 401,
    code: "reconnect_required",
    becomes: ["needs_reconnect", "scope_missing"],
  },
  "is rate limited while it is refreshed": {
    happen: whileRefreshing({
      status: 429,
      body: { error: "rate_limit_exceeded" },
      headers: { "retry-after": "3600" },
    }),
    status: 503,
    code: "google_rate_limited",
  },
  "cannot be refreshed": {
    happen: whileRefreshing({ status: 503, body: {} }),
    status: 502,
    code: "google_unavailable",
  },
  "is rate limited by Calendar": {
    async happen(account) {
      const stop = await failForAccount(scenario, user, account, {
        path: "/events",
        status: 429,
        headers: { "retry-after": "3600" },
        body: faults.tooManyRequests.body,
      });
      const answer = await create();
      stop();
      return answer;
    },
    status: 503,
    code: "google_rate_limited",
  },
  "is disconnected": {
    happen: (account) => disconnect(user, `?account_id=${account}`),
    status: 200,
    code: undefined,
    becomes: ["gone", null],
    allowed: { refreshTokenMayChange: true, revokes: 1 },
  },
  "is replaced by another Google account": {
    async happen(account) {
      await connectTo(user, { email: THIRD, replaces: account });
      return await read(user);
    },
    status: 200,
    code: undefined,
    allowed: { refreshTokenMayChange: true },
  },
};

for (const [what, { happen, status, code, becomes, allowed }] of Object.entries(CASES)) {
  for (const [which, start] of [["the first", first], ["the second", second]] as const) {
    Deno.test(`${which} of two accounts ${what}: the other stays, and its requests are carried out`, async () => {
      const account = await bothWork(start);
      const other = (await read(user)).body.accounts[1].account_id;
      const invariants = await watch(scenario, user, account);
      const answer = await happen(account);
      assertEquals([answer.status, answer.body.code], [status, code]);
      await invariants.check(allowed);

      const { accounts } = (await read(user)).body;
      const state = (id: string) => {
        const found = accounts.find((one: { account_id: string }) => one.account_id === id);
        return found ? [found.status, found.reason] : ["gone", null];
      };
      assertEquals(state(account), becomes ?? ["connected", null]);
      assertEquals(state(other), ["connected", null]);

      await makeDefault(user, other);
      google.resetCalls();
      const created = await create();
      assertEquals([created.status, created.body.account_id], [201, other]);
      assertEquals(google.count("token.refresh"), 0);
      // The third account makes room again.
      if (what.startsWith("is replaced")) await disconnect(user, `?account_id=${account}`);
    });
  }
}

Deno.test("all are disconnected while Google is down for one: that one stays, and the other goes", async () => {
  const account = await bothWork(second);
  const before = await row(user, account);
  const stop = await failForAccount(scenario, user, account, { path: "/revoke", status: 503 });
  const { status, body } = await disconnect(user, "?all=true");
  stop();
  assertEquals([status, body.code], [502, "google_unavailable"]);
  await assertAccounts(user, [SECOND]);
  assertEquals(
    (await row(user, account))?.google_refresh_token,
    before?.google_refresh_token,
  );
  const isGranted = (email: string) =>
    google.grants(email).some((grant) => grant.refresh_token_count > 0);
  assertEquals([FIRST, SECOND].map(isGranted), [false, true]);
  assertEquals((await disconnect(user, "?all=true")).body.accounts, []);
  assertEquals(isGranted(SECOND), false);
});

Deno.test("both accounts are refreshed at the same time: one refresh each, and each saves its own", async () => {
  const account = await bothWork(second);
  // The same version of the grant: only the account tells the two apart.
  await stack.sql("update google_calendar.users set grant_version = 1000");
  const accounts = [user.id, account];
  for (const id of accounts) await expireIn(user, -60, id);
  const before = accounts.map(countEvents);
  google.resetCalls();
  const stop = google.fail("token.refresh", { delay_ms: 300, times: 2 });
  const clients = Array.from({ length: 10 }, (_, i) => accounts[i % 2]!).map(clientOf);
  for (const client of await Promise.all(clients)) {
    await client.events.insert({
      calendarId: "primary",
      requestBody: {
        summary: client.account.accountId,
        start: { dateTime: "2026-08-15T09:00:00Z" },
        end: { dateTime: "2026-08-15T10:00:00Z" },
      },
    });
  }
  stop();
  assertEquals(google.count("token.refresh"), 2);
  assertEquals(await Promise.all(accounts.map(versionOf)), [1001, 1001]);
  assertEquals(accounts.map(countEvents), before.map((count) => count + 5));
  for (const id of accounts) {
    const titles = google.events(EMAILS[id]!).map(({ summary }) => summary);
    assert(!titles.includes(accounts.find((one) => one !== id)), "an event of the other account");
  }
});

Deno.test("one account's refresh fails while the other's succeeds at the same time", async () => {
  const account = await bothWork(second);
  for (const id of [user.id, account]) await expireIn(user, -60, id);
  const versions = [await versionOf(account), await versionOf(user.id)];
  const stop = await failForAccount(scenario, user, account, {
    path: "/token",
    ...tokenError("invalid_grant"),
  });
  const [dead, alive] = await Promise.allSettled([clientOf(account), clientOf(user.id)]);
  stop();
  assertEquals([dead.status, alive.status], ["rejected", "fulfilled"]);
  const { accounts } = (await read(user)).body;
  assertEquals(
    accounts.map((one: Record<string, string>) => [one.account_id, one.status]),
    [[account, "needs_reconnect"], [user.id, "connected"]],
  );
  await assertRejects(() => clientOf(account), ApiError);
  // One write each: the mark, and the new token.
  assertEquals(
    [await versionOf(account), await versionOf(user.id)],
    versions.map((version) => version + 1),
  );
});

Deno.test("a lease that is held for one account does not delay the other", async () => {
  const account = await bothWork(first);
  const other = (await read(user)).body.accounts[1].account_id;
  for (const id of [account, other]) await expireIn(user, -60, id);
  await stack.sql(
    `update google_calendar.users set refresh_lease = gen_random_uuid(),
       refresh_lease_until = clock_timestamp() + interval '15 seconds' where id = $1`,
    [account],
  );
  let ended = false;
  const waiting = create().finally(() => {
    ended = true;
  });
  await makeDefault(user, other);
  const started = performance.now();
  const created = await create();
  assertEquals([created.status, created.body.account_id], [201, other]);
  assert(performance.now() - started < 5000, "the other account was waited for");
  assertEquals(ended, false);
  await stack.sql(
    "update google_calendar.users set refresh_lease = null, refresh_lease_until = null where id = $1",
    [account],
  );
  // It began in the account that was the default then.
  assertEquals((await waiting).body.account_id, account);
});

Deno.test("tokens of one account that cannot be opened leave the other's requests alone", async () => {
  const account = await bothWork(second);
  await stack.sql(
    "update google_calendar.users set google_access_token = 'sealed with a key that is gone' where id = $1",
    [account],
  );
  assertEquals((await create()).body.code, "tokens_unreadable");
  await makeDefault(user, user.id);
  assertEquals((await create()).status, 201);
});

Deno.test("a token that is sealed for one account does not open as the other's", async () => {
  const account = await bothWork(second);
  const [own, other] = [await row(user, account), await row(user, user.id)];
  await stack.sql(
    "update google_calendar.users set google_access_token = $2, google_refresh_token = $3 where id = $1",
    [account, other!.google_access_token, other!.google_refresh_token],
  );
  const before = countEvents(user.id);
  assertEquals((await create()).body.code, "tokens_unreadable");
  assertEquals(countEvents(user.id), before);
  await stack.sql(
    "update google_calendar.users set google_access_token = $2, google_refresh_token = $3 where id = $1",
    [account, own!.google_access_token, own!.google_refresh_token],
  );
  assertEquals((await create()).status, 201);
});

Deno.test("another default account during a request: it ends in the account that it began in", async () => {
  const account = await bothWork(first);
  const other = (await read(user)).body.accounts[1].account_id;
  await expireIn(user, -60, account);
  google.resetCalls();
  const stop = google.fail("token.refresh", { delay_ms: 700 });
  const creating = create();
  while (google.count("token.refresh") === 0) await new Promise((done) => setTimeout(done, 10));
  await makeDefault(user, other);
  const { status, body } = await creating;
  stop();
  assertEquals([status, body.account_id], [201, account]);
  await assertOneDefault(scenario);
});

closeAtEnd(stack);
