/** Disconnecting one of several Google accounts, and all: what stays, and which is the default then. */
import { assertEquals } from "@std/assert";
import { accountsOf, peopleOf } from "../support/accounts.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";

const people = peopleOf("leaving", 40);
const scenario = await startScenario({ people });
const { stack, call, connect, consent, follow, row } = scenario;
const { google } = stack;
const { add, assertAccounts, connectTo, disconnect, makeDefault, read } = accountsOf(scenario);

const free = people.map(({ email }) => email);
const spare = () => free.shift()!;

/** A user with so many accounts: the ids and the addresses, oldest first. */
async function userWith(count: number) {
  const user = await stack.createUser({ google: { email: spare() } });
  await connect(user);
  const accounts = [{ id: user.id, email: user.email }];
  while (accounts.length < count) {
    const email = spare();
    accounts.push({ id: (await add(user, email)).account_id, email });
  }
  return { user, ids: accounts.map(({ id }) => id), emails: accounts.map(({ email }) => email) };
}

const isGranted = (email: string) =>
  google.grants(email).some((grant) => grant.refresh_token_count > 0);

Deno.test("an account that is not the default is disconnected: its grant and row go, the others stay", async () => {
  const { user, ids, emails } = await userWith(3);
  const kept = [await row(user, ids[0]), await row(user, ids[2])];
  google.resetCalls();
  const { status, body } = await disconnect(user, `?account_id=${ids[1]}`);
  assertEquals([status, body.revoked, body.account_id], [200, true, ids[0]]);
  assertEquals(google.count("revoke"), 1);
  assertEquals(emails.map(isGranted), [true, false, true]);
  await assertAccounts(user, [emails[0]!, emails[2]!]);
  assertEquals(await row(user, ids[1]), undefined);
  const now = [await row(user, ids[0]), await row(user, ids[2])];
  // The first row counts the user's disconnects.
  assertEquals(now, [{ ...kept[0]!, disconnects: now[0]!.disconnects }, kept[1]]);
});

Deno.test("the default account is disconnected: the oldest of the others becomes the default", async () => {
  const { user, ids, emails } = await userWith(3);
  await makeDefault(user, ids[2]!);
  // Left out, the account is the default one.
  assertEquals((await disconnect(user)).body.account_id, ids[0]);
  await assertAccounts(user, [emails[0]!, emails[1]!]);
  assertEquals((await disconnect(user)).body.account_id, ids[1]);
  await assertAccounts(user, [emails[1]!]);
  // The first account's row stays without a grant, and is not answered.
  const first = await row(user);
  assertEquals([first?.google_account_id, first?.google_refresh_token], [null, null]);
  assertEquals(first?.google_id, user.google_id);
});

Deno.test("an account that was connected again is no younger for it", async () => {
  const { user, ids, emails } = await userWith(3);
  await add(user, emails[1]!);
  await assertAccounts(user, emails);
  assertEquals((await disconnect(user)).body.account_id, ids[1]);
});

Deno.test("a first account that was disconnected comes back, and keeps the user's id", async () => {
  const { user, ids, emails } = await userWith(2);
  await disconnect(user, `?account_id=${ids[0]}`);
  await assertAccounts(user, [emails[1]!]);
  const back = await add(user, emails[0]!);
  assertEquals([back.account_id, back.is_default], [user.id, false]);
  await assertAccounts(user, [emails[1]!, emails[0]!]);
});

Deno.test("another Google account can take the free place of the first", async () => {
  const { user, ids, emails } = await userWith(2);
  await disconnect(user, `?account_id=${ids[0]}`);
  const third = spare();
  assertEquals((await add(user, third)).account_id, user.id);
  await assertAccounts(user, [emails[1]!, third]);
  // The user's own account comes after it, as one more.
  const own = await add(user, emails[0]!);
  assertEquals([ids.includes(own.account_id), own.account_id === user.id], [false, false]);
  await assertAccounts(user, [emails[1]!, third, emails[0]!]);
});

Deno.test("an account that was disconnected and is added again has another id", async () => {
  const { user, ids, emails } = await userWith(2);
  await disconnect(user, `?account_id=${ids[1]}`);
  const again = await add(user, emails[1]!);
  assertEquals(ids.includes(again.account_id), false);
});

Deno.test("all accounts are disconnected at once", async () => {
  const { user, ids, emails } = await userWith(3);
  google.resetCalls();
  const { status, body } = await disconnect(user, "?all=true");
  assertEquals([status, body.status, body.accounts, body.revoked, body.account_id], [
    200,
    "not_connected",
    [],
    true,
    null,
  ]);
  assertEquals(google.count("revoke"), 3);
  assertEquals(emails.map(isGranted), [false, false, false]);
  await assertAccounts(user, []);
  assertEquals((await row(user))?.google_refresh_token, null);
  for (const id of ids.slice(1)) assertEquals(await row(user, id), undefined);
  // Again, without a call to Google.
  google.resetCalls();
  assertEquals((await disconnect(user, "?all=true")).status, 200);
  assertEquals(google.calls.length, 0);
  assertEquals((await connectTo(user, { email: user.email })).account_id, user.id);
});

Deno.test("all=true of a user who never connected refuses the connects that are under way", async () => {
  const user = await stack.createUser({ google: { email: spare() } });
  const underWay = [await consent(user), await consent(user, { add: true })];
  assertEquals((await disconnect(user, "?all=true")).status, 200);
  for (const address of underWay) {
    assertEquals((await follow(address)).searchParams.get("error"), "state_invalid");
  }
});

Deno.test("while Google is down, no account is disconnected", async () => {
  const { user, ids, emails } = await userWith(2);
  const before = [await row(user, ids[0]), await row(user, ids[1])];
  const stop = google.fail("revoke", { status: 503, times: Infinity });
  assertEquals((await disconnect(user, "?all=true")).body.code, "google_unavailable");
  assertEquals((await disconnect(user, `?account_id=${ids[1]}`)).body.code, "google_unavailable");
  stop();
  await assertAccounts(user, emails);
  assertEquals([await row(user, ids[0]), await row(user, ids[1])], before);
});

Deno.test("a token of one account that cannot be opened is forgotten, and the answer says that the grant stands", async () => {
  const { user, ids, emails } = await userWith(2);
  await stack.sql(
    "update google_calendar.users set google_refresh_token = 'sealed with a key that is gone' where id = $1",
    [ids[1]],
  );
  const { status, body } = await disconnect(user, "?all=true");
  assertEquals([status, body.revoked, body.accounts], [200, false, []]);
  assertEquals(emails.map(isGranted), [false, true]);
});

Deno.test("all and account_id are not taken together, and all is true or false", async () => {
  const { user, ids, emails } = await userWith(1);
  for (const query of [`?all=true&account_id=${ids[0]}`, "?all=yes", "?account_id=primary"]) {
    assertEquals((await disconnect(user, query)).status, 422, query);
  }
  await assertAccounts(user, emails);
  assertEquals((await disconnect(user, `?all=false&account_id=${ids[0]}`)).status, 200);
  assertEquals((await read(user)).body.status, "not_connected");
});

Deno.test("disconnecting one account twice at once is one disconnect", async () => {
  const { user, ids, emails } = await userWith(2);
  const answers = await Promise.all([1, 2, 3].map(() => disconnect(user, `?account_id=${ids[1]}`)));
  for (const { status, body } of answers) {
    assertEquals(status === 200 || body.code === "account_not_found", true, body.code);
  }
  await assertAccounts(user, [emails[0]!]);
});

Deno.test("an event of the account that stays is still read, and one of the account that went is not", async () => {
  const { user, ids } = await userWith(2);
  const create = async (account: string) => {
    await makeDefault(user, account);
    const { body } = await call("POST /create-calendar-event/users/me/calendar/events", {
      user,
      body: {
        summary: "Lecture 5",
        start_datetime: "2026-08-15T09:00:00-07:00",
        end_datetime: "2026-08-15T10:00:00-07:00",
      },
    });
    return body.id as string;
  };
  const events = [await create(ids[0]!), await create(ids[1]!)];
  await disconnect(user);
  const read = (id: string) => call(`GET /calendar-events/users/me/${id}`, { user });
  assertEquals((await read(events[0]!)).status, 200);
  assertEquals((await read(events[1]!)).body.code, "event_not_found");
});

closeAtEnd(stack);
