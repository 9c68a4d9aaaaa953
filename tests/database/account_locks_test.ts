/**
 * Users with two and three accounts, on PostgreSQL 17: whatever runs at the same time, nothing waits in a
 * circle, one account is the default one, and `google_connections` says of each account what `users` says.
 * `LOCK_ROUNDS` changes how many rounds, `LOCK_SEED` repeats them.
 */
import { assert, assertEquals } from "@std/assert";
import { figure } from "../support/figures.ts";
import { randomFrom } from "../../local/random.ts";
import { grantCalls } from "./grantCalls.ts";
import { onServerTest, outcome, startOnServer } from "./onServer.ts";

const ROUNDS = Number(Deno.env.get("LOCK_ROUNDS") ?? 400);
const SEED = Number(Deno.env.get("LOCK_SEED") ?? crypto.getRandomValues(new Uint32Array(1))[0]);
const CONNECTIONS = 12;
const server = await startOnServer(CONNECTIONS);
const { sql } = server;
const calls = grantCalls(sql);
const { save } = calls;

/** What must not be, in one snapshot; of one user, or of all. */
async function broken(user: string | null = null): Promise<string[]> {
  const rows = await sql`
    with accounts as (
      select * from google_calendar.users where ${user}::uuid is null or user_id = ${user}
    ), connections as (
      select * from public.google_connections where ${user}::uuid is null or user_id = ${user}
    ), totals as (
      select user_id, count(*) filter (where is_default) as defaults,
        bool_or(google_account_id is not null) as connected,
        bool_or(is_default and google_account_id is not null) as default_connected
      from accounts group by user_id
    )
    select 'defaults: ' || defaults as problem from totals where defaults <> 1
    union all
    select 'the default account is not a connected one' from totals where connected and not default_connected
    union all
    select 'no first account' from totals t
      where not exists (select from accounts a where a.id = t.user_id)
    union all
    select 'a further account without a grant' from accounts where id <> user_id and google_account_id is null
    union all
    select 'a grant without a Google account, or the other way round' from accounts
      where (google_account_id is null) <> (google_refresh_token is null)
    union all
    select concat_ws(' ', 'a connection that differs:', a.id = a.user_id, a.is_default, a.google_account_id,
        '|', c.account_id = c.user_id, c.is_default, c.status)
      from accounts a full join connections c on c.account_id = a.id
      where case
        when a.id is null then true
        when a.google_account_id is not null
          then c.status is null or c.status = 'not_connected' or c.is_default <> a.is_default
            or c.user_id <> a.user_id
        else c.status is not null and (c.status <> 'not_connected' or not a.is_default or not c.is_default)
      end
    union all
    select 'nothing for the page to find' from totals t
      where not exists (select from connections c where c.user_id = t.user_id)`;
  return rows.map(({ problem }) => problem);
}

/** A user with so many connected accounts, the Google accounts named after the round. */
async function userWith(accounts: number, name: string) {
  const googleIds = Array.from({ length: accounts + 2 }, (_, i) => `${name} ${i}`);
  const user = await server.user(...googleIds as [string]);
  for (const [i, googleId] of googleIds.slice(0, accounts).entries()) {
    await save(user, googleId, { account: i === 0 ? user : null });
  }
  const connected = await calls.accounts(user);
  assertEquals(connected.length, accounts);
  return { user, googleIds, connected };
}

/** The message of a failure that is an answer too: the account waits for upkeep, or for a locked user. */
const TO_TRY_AGAIN =
  /a grant of this Google account is being revoked right now|could not obtain lock on row in relation "users"/;

onServerTest(
  `${ROUNDS} rounds with two and three accounts per user, seed ${SEED}: no deadlock, one default, a true mirror`,
  async () => {
    const random = randomFrom(SEED);
    const failures = new Map<string, number>();
    let snapshots = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const { user, googleIds, connected } = await userWith(
        random.pick([2, 3]),
        `${SEED} ${round}`,
      );
      const other = await server.user(`${SEED} ${round} other`);
      const hash = await calls.waiting(user, {
        account: random.pick([...connected, null]),
        googleAccount: `${SEED} ${round} confirmed`,
      });
      const account = () => random.pick(connected);
      const steps: Record<string, () => PromiseLike<unknown>> = {
        add: () => save(user, random.pick(googleIds), { account: null }),
        replace: () => save(user, random.pick(googleIds), { account: account() }),
        confirm: () => calls.confirm(user, hash),
        makeDefault: () => calls.makeDefault(user, account()),
        disconnect: () => calls.disconnect(user, account()),
        disconnectAll: async () => {
          for (const id of await calls.accounts(user)) await calls.disconnect(user, id);
        },
        start: () => calls.start(user, { account: account() }),
        startToAdd: () => calls.start(user, { add: true }),
        refresh: () => calls.refresh(account()),
        die: () => calls.die(account()),
        sweep: () => sql`select * from public.google_calendar_sweep(1000)`,
        revoke: () => sql`select * from public.google_calendar_take_revocations(3)`,
        touch: () => sql`select * from public.google_calendar_grants_to_touch(10)`,
        read: () => sql`select * from public.google_calendar_read_connections(${user})`,
      };
      const chosen = Array.from({ length: 9 }, () => random.pick(Object.values(steps)));
      // Of twelve rounds two end with a user who is deleted, two with a ban in which somebody else claims
      // the account, and one with a soft-deletion.
      const end = [
        () => sql`delete from auth.users where id = ${user}`,
        () => sql`update auth.users set banned_until = now() + interval '1 day' where id = ${user}`,
        () => sql`update auth.users set deleted_at = now() where id = ${user}`,
        () => sql`delete from auth.users where id = ${user}`,
        () => sql`update auth.users set banned_until = now() + interval '1 day' where id = ${user}`,
      ][round % 12];
      if (end) {
        chosen.splice(random.pick([0, 4, 9]), 0, end);
        chosen.push(() => save(other, random.pick(googleIds)), steps.sweep!);
      }
      let isRunning = true;
      const watching = (async () => {
        while (isRunning) {
          assertEquals(await broken(user), [], `round ${round}`);
          snapshots++;
        }
      })();
      const results = await Promise.all(
        chosen.map((step) =>
          step().then(() => undefined, (error: { code?: string; message: string }) => error)
        ),
      );
      isRunning = false;
      await watching;
      for (const error of results) {
        if (!error || TO_TRY_AGAIN.test(error.message)) continue;
        const what = `${error.code} ${error.message}`;
        failures.set(what, (failures.get(what) ?? 0) + 1);
      }
    }
    figure(`${ROUNDS} rounds, ${snapshots} snapshots meanwhile: ${JSON.stringify([...failures])}`);
    assertEquals([...failures], []);
    assert(snapshots > ROUNDS);
    assertEquals(await broken(), []);
  },
);

onServerTest(
  "30 accounts that are added at once are 30, and the first stays the default one",
  async () => {
    const googleIds = Array.from({ length: 31 }, (_, i) => `many ${i}`);
    const user = await server.user(...googleIds as [string]);
    await save(user, googleIds[0]!);
    await Promise.all(googleIds.slice(1).map((id) => save(user, id, { account: null })));
    const accounts = await calls.accounts(user);
    assertEquals([accounts.length, accounts[0]], [31, user]);
    assertEquals(await broken(user), []);
  },
);

onServerTest("the same Google account, added 20 times at once, is one account", async () => {
  const user = await server.user("once 0", "once 1");
  await save(user, "once 0");
  await Promise.all(Array.from({ length: 20 }, () => save(user, "once 1", { account: null })));
  assertEquals((await calls.accounts(user)).length, 2);
  assertEquals(await broken(user), []);
});

onServerTest(
  "the oldest connected account follows a default one that is disconnected",
  async () => {
    const { user, connected } = await userWith(3, "follows");
    const byAge =
      (await sql`select account_id from public.google_connections where user_id = ${user}
    order by connected_at`).map(({ account_id }) => account_id);
    assertEquals(new Set(byAge), new Set(connected));
    await calls.makeDefault(user, byAge[2]);
    await calls.disconnect(user, byAge[2]);
    assertEquals((await calls.accounts(user))[0], byAge[0]);
    await calls.disconnect(user, byAge[0]);
    assertEquals((await calls.accounts(user))[0], byAge[1]);
    // The first account's row stays without a grant, and what the browser sees says so at the end.
    await calls.disconnect(user, byAge[1]);
    assertEquals(await calls.accounts(user), [user]);
    const seen = await sql`select account_id, is_default, status from public.google_connections
    where user_id = ${user}`;
    assertEquals(seen.map((row) => ({ ...row })), [
      { account_id: user, is_default: true, status: "not_connected" },
    ]);
    assertEquals(await broken(user), []);
  },
);

const outcomeOf = async (saving: ReturnType<typeof save>) => (await saving)[0]!.outcome;

onServerTest(
  "a disconnect refuses what began before it: every account to add or to replace, and no account that is still connected",
  async () => {
    const { user, googleIds, connected } = await userWith(2, "began");
    const [first, second] = connected;
    assertEquals(first, user);
    const began = { epoch: 0, disconnects: 0 };
    await calls.disconnect(user, second!);
    const later = { epoch: 0, disconnects: 1 };
    assertEquals(
      await outcomeOf(save(user, googleIds[2]!, { account: null, began })),
      "superseded",
    );
    assertEquals(
      await outcomeOf(save(user, googleIds[2]!, { account: first, began })),
      "superseded",
    );
    assertEquals(
      await outcomeOf(save(user, googleIds[1]!, { account: second, began })),
      "superseded",
    );
    assertEquals(
      await outcomeOf(save(user, googleIds[1]!, { account: second, began: later })),
      "superseded",
    );
    assertEquals(await outcomeOf(save(user, googleIds[0]!, { account: first, began })), "saved");
    assertEquals(await calls.accounts(user), [user]);
    // The refused grants of the user's own Google accounts are revoked later.
    const [waiting] = await sql`select count(*)::integer from google_calendar.revocations
    where user_id = ${user}`;
    assertEquals(waiting!.count, 4);

    assertEquals(
      await outcomeOf(save(user, googleIds[2]!, { account: null, began: later })),
      "saved",
    );
    assertEquals((await calls.accounts(user)).length, 2);
    assertEquals(await broken(user), []);
  },
);

onServerTest(
  "another Google account in an account's place refuses what began before, in that account alone",
  async () => {
    const { user, googleIds, connected } = await userWith(2, "changed");
    const [first, second] = connected;
    const began = { epoch: 0, disconnects: 0 };
    assertEquals(await outcomeOf(save(user, googleIds[2]!, { account: second, began })), "saved");
    assertEquals(
      await outcomeOf(save(user, googleIds[2]!, { account: second, began })),
      "superseded",
    );
    assertEquals(await outcomeOf(save(user, googleIds[0]!, { account: first, began })), "saved");
    const [waiting] = await sql`select google_account_id from google_calendar.revocations
    where user_id = ${user} and sealed_refresh_token is not null order by created_at`;
    assertEquals(waiting!.google_account_id, googleIds[1]);
  },
);

onServerTest(
  "a banned user whose one account somebody else claims loses the others too",
  async () => {
    const { user, googleIds } = await userWith(3, "banned");
    await sql`update auth.users set banned_until = now() + interval '1 day' where id = ${user}`;
    const heir = await server.user("heir");
    // Not one of the heir's identities, so it waits for a confirmation; the claim is made at once.
    assertEquals([...await save(heir, googleIds[1]!)].map(({ outcome }) => outcome), [
      "to_confirm",
    ]);
    assertEquals(await calls.accounts(user), []);
    const waiting = await sql`select google_account_id from google_calendar.revocations
    where user_id = ${user} order by 1`;
    assertEquals(waiting.map((row) => row.google_account_id), googleIds.slice(0, 3));
    // As a user who is unbanned again finds it.
    await sql`update auth.users set banned_until = null where id = ${user}`;
    await save(user, googleIds[0]!);
    assertEquals(await broken(user), []);
  },
);

onServerTest(
  "a sweep that sees one account of a banned user removes all of them, and counts one user",
  async () => {
    const { user } = await userWith(3, "swept");
    await sql`update auth.users set banned_until = now() + interval '1 day' where id = ${user}`;
    const [last] = await calls.accounts(user).then((ids) => ids.toSorted());
    // The next row in the order of the ids is the user's first by that order.
    await sql`update google_calendar.upkeep_progress set last_account_id =
    coalesce((select max(id::text)::uuid from google_calendar.users where id < ${last!}), '00000000-0000-0000-0000-000000000000')`;
    const [swept] = await sql`select deleted_users from public.google_calendar_sweep(1)`;
    assertEquals([swept!.deleted_users, await calls.accounts(user)], [1, []]);
  },
);

onServerTest(
  "a claim does not wait for a banned user who is busy: it is to be tried again",
  async () => {
    const { user, googleIds } = await userWith(2, "busy");
    await sql`update auth.users set banned_until = now() + interval '1 day' where id = ${user}`;
    const heir = await server.user("busy heir");
    const holder = await sql.reserve();
    await holder`begin`;
    await holder`select from auth.users where id = ${user} for no key update`;
    const began = performance.now();
    assertEquals(await outcome(save(heir, googleIds[0]!)), "55P03");
    assert(performance.now() - began < 1000);
    await holder`rollback`;
    holder.release();
    assertEquals([...await save(heir, googleIds[0]!)].map(({ outcome }) => outcome), [
      "to_confirm",
    ]);
  },
);

Deno.test.afterAll(() => server.close());
