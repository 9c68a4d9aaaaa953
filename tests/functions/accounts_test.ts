/** Several Google accounts of one user: adding, replacing, and which is the default. */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { accountsOf, confirmationIn, peopleOf } from "../support/accounts.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario, type TestUser } from "../support/scenario.ts";

const people = peopleOf("several", 40);
const scenario = await startScenario({ people });
const { stack, call, connect, consent, follow, row } = scenario;
const { google } = stack;
const { add, assertAccounts, confirm, connectTo, link, makeDefault, read } = accountsOf(scenario);

const free = people.map(({ email }) => email);
const spare = () => free.shift()!;
const newUser = () => stack.createUser({ google: { email: spare() } });
const outcomeOf = (address: URL) =>
  address.searchParams.get("error") ?? address.searchParams.get("calendar");
const grantsOf = (email: string) => google.grants(email).map((grant) => grant.refresh_token_count);
const create = (user: TestUser, more: Record<string, unknown> = {}) =>
  call("POST /create-calendar-event/users/me/calendar/events", {
    user,
    body: {
      summary: "Lecture 5",
      start_datetime: "2026-08-15T09:00:00-07:00",
      end_datetime: "2026-08-15T10:00:00-07:00",
      ...more,
    },
  });

Deno.test("an account that is added waits for a confirmation, and stands beside the first, which stays the default", async () => {
  const [user, second] = [await newUser(), spare()];
  await connect(user);
  const first = await row(user);
  const address = await connect(user, { email: second, add: true });
  assertEquals(address.search, "");
  await assertAccounts(user, [user.email]);
  const { status, body } = await confirm(user, address);
  assertEquals([status, body.google_email, body.is_default], [200, user.email, true]);
  assertEquals(body.accounts.length, 2);
  await assertAccounts(user, [user.email, second]);
  assertEquals(await row(user), first, "the first account's row changed");
});

Deno.test("an account that the user signs in with is added without a confirmation", async () => {
  const [user, second, third] = [await newUser(), spare(), spare()];
  await connect(user);
  for (const email of [second, third]) {
    await link(user, email);
    assertEquals(outcomeOf(await connect(user, { email, add: true })), "connected");
  }
  await assertAccounts(user, [user.email, second, third]);
});

Deno.test("the first account has the user's id, each other one its own", async () => {
  const user = await newUser();
  await connect(user);
  const ids = [
    (await read(user)).body.account_id,
    (await add(user, spare())).account_id,
    (await add(user, spare())).account_id,
  ];
  assertEquals(ids[0], user.id);
  assertEquals(new Set(ids).size, 3);
});

Deno.test("with no account connected, adding one connects the first", async () => {
  const [user, email] = [await newUser(), spare()];
  const account = await add(user, email);
  assertEquals([account.account_id, account.is_default], [user.id, true]);
  await assertAccounts(user, [email]);
});

Deno.test("adding an account asks Google which, and suggests none", async () => {
  const user = await newUser();
  await connect(user);
  const { body } = await call("POST /oauth-initiate", { user, body: { add_account: true } });
  const { searchParams } = new URL(body.authorization_url);
  assertEquals(searchParams.get("login_hint"), null);
  assertEquals(searchParams.get("prompt"), "consent select_account");
});

Deno.test("reconnecting an account suggests that account to Google", async () => {
  const user = await newUser();
  await connect(user);
  const account = await add(user, spare());
  const { body } = await call("POST /oauth-initiate", {
    user,
    body: { account_id: account.account_id },
  });
  const { sub } = people.find(({ email }) => email === account.google_email)!;
  assertEquals(new URL(body.authorization_url).searchParams.get("login_hint"), sub);
});

Deno.test("a Google account that is added twice is reconnected, and not doubled", async () => {
  const [user, second] = [await newUser(), spare()];
  await connect(user);
  const added = await add(user, second);
  const before = await row(user, added.account_id);
  const again = await add(user, second);
  assertEquals(again.account_id, added.account_id);
  assertNotEquals(
    (await row(user, added.account_id))!.google_refresh_token,
    before!.google_refresh_token,
  );
  // So is the first, which needs no confirmation.
  assertEquals(outcomeOf(await connect(user, { add: true })), "connected");
  await assertAccounts(user, [user.email, second]);
});

Deno.test("a Google account that is connected stays where it is, whichever it was to replace", async () => {
  const [user, second] = [await newUser(), spare()];
  await connect(user);
  await add(user, second);
  google.resetCalls();
  await connectTo(user, { email: second });
  await assertAccounts(user, [user.email, second]);
  assertEquals(google.count("revoke"), 0);
});

Deno.test("a Google account of another user is not added, and the other keeps it", async () => {
  const [user, other] = [await newUser(), await newUser()];
  await connect(user);
  await connect(other);
  const address = await connect(user, { email: other.email, add: true });
  assertEquals([outcomeOf(address), address.hash], ["google_account_in_use", ""]);
  await assertAccounts(user, [user.email]);

  // The other user may also take it while this one looks at the question.
  const wanted = spare();
  const asked = await connect(user, { email: wanted, add: true });
  await add(other, wanted);
  const { status, body } = await confirm(user, asked);
  assertEquals([status, body.code], [409, "google_account_in_use"]);
  await assertAccounts(user, [user.email]);
  await assertAccounts(other, [other.email, wanted]);
});

Deno.test("one of two accounts is replaced: the other and the default stay", async () => {
  const [user, second, third] = [await newUser(), spare(), spare()];
  await connect(user);
  const { account_id } = await add(user, second);
  const first = await row(user);
  const replaced = await connectTo(user, { email: third, replaces: account_id });
  assertEquals(replaced.account_id, account_id);
  await assertAccounts(user, [user.email, third]);
  assertEquals(await row(user), first);

  const fourth = spare();
  const other = await row(user, account_id);
  assertEquals((await connectTo(user, { email: fourth })).account_id, user.id);
  await assertAccounts(user, [fourth, third]);
  assertEquals(await row(user, account_id), other);
  // What was replaced is left to upkeep.
  const queued = await stack.sql("select from google_calendar.revocations where user_id = $1", [
    user.id,
  ]);
  assertEquals(queued.length, 2);
});

Deno.test("another account becomes the default: requests without an account use it", async () => {
  const [user, second] = [await newUser(), spare()];
  await connect(user);
  const { account_id } = await add(user, second);
  assertEquals((await create(user)).body.account_id, user.id);
  const { status, body } = await makeDefault(user, account_id);
  assertEquals([status, body.account_id, body.is_default], [200, account_id, true]);
  await assertAccounts(user, [second, user.email]);
  const created = await create(user);
  assertEquals(created.body.account_id, account_id);
  assertEquals(google.events(second).map(({ id }) => id), [created.body.id]);

  // Again it changes nothing; and back.
  await makeDefault(user, account_id);
  await assertAccounts(user, [second, user.email]);
  await makeDefault(user, user.id);
  await assertAccounts(user, [user.email, second]);
});

Deno.test("the default account stays the default while it is reconnected or replaced", async () => {
  const [user, second, third] = [await newUser(), spare(), spare()];
  await connect(user);
  const { account_id } = await add(user, second);
  await makeDefault(user, account_id);
  await connectTo(user, { email: second });
  await assertAccounts(user, [second, user.email]);
  await connectTo(user, { email: third });
  await assertAccounts(user, [third, user.email]);
});

Deno.test("a dead account can be the default, and is reconnected in its place", async () => {
  const [user, second] = [await newUser(), spare()];
  await connect(user);
  const { account_id } = await add(user, second);
  await makeDefault(user, account_id);
  google.revokeGrant(second);
  google.expireAccessTokens(second);
  assertEquals((await create(user)).body.code, "reconnect_required");
  const { body } = await read(user);
  assertEquals([body.status, body.account_id, body.is_default], [
    "needs_reconnect",
    account_id,
    true,
  ]);
  await assertAccounts(user, [second, user.email]);
  assertEquals((await connectTo(user, { email: second })).status, "connected");
  assertEquals((await create(user)).status, 201);
});

Deno.test("the same key creates one event in each account", async () => {
  const [user, second] = [await newUser(), spare()];
  await connect(user);
  const accounts = [user.id, (await add(user, second)).account_id];
  const answers = [];
  for (const account of [...accounts, ...accounts]) {
    await makeDefault(user, account);
    const { status, body } = await create(user, { idempotency_key: "lecture-5" });
    assertEquals(body.account_id, account);
    answers.push([status, body.replayed]);
  }
  assertEquals(answers, [[201, false], [201, false], [200, true], [200, true]]);
  for (const email of [user.email, second]) assertEquals(google.events(email).length, 1);
});

Deno.test("two accounts that are added at once are both connected, and the same one twice is one", async () => {
  const [user, second, third] = [await newUser(), spare(), spare()];
  await connect(user);
  for (const email of [second, third]) await link(user, email);
  const addresses = [];
  for (const email of [second, third, third]) {
    addresses.push(await consent(user, { email, add: true }));
  }
  const outcomes = (await Promise.all(addresses.map(follow))).map(outcomeOf);
  assertEquals(outcomes, ["connected", "connected", "connected"]);
  const { body } = await read(user);
  assertEquals(
    body.accounts.map((one: { google_email: string }) => one.google_email).sort(),
    [user.email, second, third].sort(),
  );
});

Deno.test("deleting a user leaves the grant of each account to be revoked", async () => {
  const [user, second] = [await newUser(), spare()];
  await connect(user);
  await add(user, second);
  await stack.sql("delete from auth.users where id = $1", [user.id]);
  const query = "select 1 from google_calendar.revocations where user_id = $1";
  assertEquals((await stack.sql(query, [user.id])).length, 2);
  const { body } = await call("POST /touch-grants", {
    headers: { apikey: JSON.parse(stack.env.SUPABASE_SECRET_KEYS!).default },
  });
  assert(body.revoked >= 2, JSON.stringify(body));
  for (const email of [user.email, second]) {
    assertEquals(grantsOf(email).filter((count) => count > 0), []);
  }
});

Deno.test("a confirmation for an account to add is not asked for twice", async () => {
  const [user, second] = [await newUser(), spare()];
  await connect(user);
  const address = await connect(user, { email: second, add: true });
  assert(confirmationIn(address));
  assertEquals((await confirm(user, address)).status, 200);
  assertEquals((await confirm(user, address)).body.code, "confirmation_expired");
  await assertAccounts(user, [user.email, second]);
});

closeAtEnd(stack);
