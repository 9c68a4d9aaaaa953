/**
 * What runs at the same time on PostgreSQL 17: no two functions wait for each other, and a row that
 * stays locked costs its own user two seconds and others nothing. `LOCK_ROUNDS` changes how many rounds.
 */
import { assert, assertEquals } from "@std/assert";
import { DATABASE_MS } from "../../supabase/functions/_shared/deadlines.ts";
import { figure } from "../support/figures.ts";
import { grantCalls } from "./grantCalls.ts";
import { onServerTest, outcome, startOnServer } from "./onServer.ts";

const ROUNDS = Number(Deno.env.get("LOCK_ROUNDS") ?? 1000);
const CONNECTIONS = 12;
const server = await startOnServer(CONNECTIONS);
const { sql } = server;

const { save, disconnect, start, refresh, waiting, confirm } = grantCalls(sql);

onServerTest(
  `${ROUNDS} rounds of connect, confirm, disconnect, upkeep and delete at once: no deadlock, no leftovers`,
  async () => {
    const startedAt = performance.now();
    const states = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round++) {
      const account = `account ${round}`;
      const user = await server.user(account);
      const began = { epoch: 0, disconnects: 0 };
      await save(user, account, { began });
      const hash = await waiting(user);
      const steps: PromiseLike<unknown>[] = [
        save(user, account, { began }),
        confirm(user, hash),
        disconnect(user),
        start(user),
        refresh(user),
        sql`select * from public.google_calendar_sweep(100)`,
        sql`select * from public.google_calendar_take_revocations(10)`,
        sql`select * from public.google_calendar_grants_to_touch(10)`,
        sql`select * from public.google_calendar_read_account(${user}, null, null, null, 1000)`,
      ];
      // A third of the users is deleted meanwhile, a third soft-deleted, a third stays.
      if (round % 3 === 0) {
        steps.splice(round % steps.length, 0, sql`delete from auth.users where id = ${user}`);
      }
      if (round % 3 === 1) {
        steps.splice(
          round % steps.length,
          0,
          sql`update auth.users set deleted_at = now() where id = ${user}`,
        );
      }
      for (const result of await Promise.all(steps.map(outcome))) {
        if (typeof result === "string") states.set(result, (states.get(result) ?? 0) + 1);
      }
    }
    figure(
      `${ROUNDS} rounds of 9 to 10 statements at once in ${
        Math.round((performance.now() - startedAt) / 1000)
      } s: SQLSTATEs ${JSON.stringify([...states])}`,
    );
    assertEquals([...states], []);
  },
);

onServerTest(
  "two users who exchange their Google accounts at the same moment both get an answer",
  async () => {
    const [a, b] = [await server.user("swap a"), await server.user("swap b")];
    for (const [user, other] of [[a, "swap b"], [b, "swap a"]] as const) {
      await sql`insert into auth.identities (provider_id, user_id, provider) values (${other}, ${user}, 'google alias')`;
    }
    await save(a, "swap a");
    await save(b, "swap b");
    // Each confirms the other's account: both are in use.
    const results = await Promise.all([save(a, "swap b"), save(b, "swap a")].map(outcome));
    assertEquals(results.map((rows) => (rows as unknown as { outcome: string }[])[0]!.outcome), [
      "account_in_use",
      "account_in_use",
    ]);
  },
);

onServerTest("300 simultaneous starts keep 5 states", async () => {
  const user = await server.user("starter");
  await Promise.all(Array.from({ length: 300 }, () => start(user)));
  const [kept] =
    await sql`select count(*)::integer from google_calendar.oauth_states where user_id = ${user}`;
  assertEquals(kept!.count, 5);
});

onServerTest("a user's budget counts each of 300 simultaneous calls, and runs out", async () => {
  const user = await server.user("caller");
  await save(user, "caller");
  const read = async () =>
    (await sql`select retry_after from public.google_calendar_read_account(${user}, null, null, null, 250)`)[
      0
    ]!
      .retry_after;
  const answers = await Promise.all(Array.from({ length: 300 }, read));
  assertEquals(answers.filter((wait) => wait === null).length, 250);
  const [budget] = await sql`select * from google_calendar.user_budgets where user_id = ${user}`;
  const { used, ends_at } = budget!;
  assert(used <= 250 + CONNECTIONS, `${used} counted`);
  assert(answers.every((wait) => wait === null || (wait > 0 && wait <= 60)));
  assert(ends_at > new Date());
  await sql`update google_calendar.user_budgets set ends_at = now() where user_id = ${user}`;
  assertEquals(await read(), null);
  // A window that a clock's jump put into the far future does not lock the user out.
  await sql`update google_calendar.user_budgets set used = 1000, ends_at = now() + interval '1 year' where user_id = ${user}`;
  assertEquals(await read(), null);
});

onServerTest(
  "a call that waits while another begins the user's window counts in that window",
  async () => {
    const user = await server.user("waiting caller");
    await save(user, "waiting caller");
    const holder = await sql.reserve();
    await holder`begin`;
    await holder`select from public.google_calendar_read_account(${user}, null, null, null, 250)`;
    const waiting =
      sql`select retry_after from public.google_calendar_read_account(${user}, null, null, null, 250)`;
    const waited = waiting.then((rows) => rows);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await holder`update google_calendar.user_budgets
      set used = 100, ends_at = clock_timestamp() + interval '1 minute' where user_id = ${user}`;
    await holder`commit`;
    holder.release();
    await waited;
    const [budget] =
      await sql`select used from google_calendar.user_budgets where user_id = ${user}`;
    assertEquals(budget!.used, 101);
  },
);

onServerTest(
  "a locked row fails its own user's calls in time, and no other user's",
  async () => {
    const [victim, other] = [await server.user("victim"), await server.user("other")];
    await save(victim, "victim");
    await save(other, "other");
    const hash = await waiting(victim);
    const holder = await sql.reserve();
    await holder`begin`;
    await holder`select from auth.users where id = ${victim} for update`;
    await holder`select from google_calendar.users where id = ${victim} for update`;
    const calls: Record<string, PromiseLike<unknown>> = {
      start: start(victim),
      save: save(victim, "victim"),
      confirm: confirm(victim, hash),
      disconnect: sql`select public.google_calendar_clear_connection(${victim}, ${victim}, 0)`,
      reseal: sql`select public.google_calendar_reseal(${victim}, 0, 'sealed', 'sealed')`,
    };
    const began = performance.now();
    const failed = Promise.all(Object.values(calls).map(outcome));
    await new Promise((resolve) => setTimeout(resolve, 300));
    // Meanwhile: reading takes no lock, upkeep passes by, and others are served.
    const beside = performance.now();
    await sql`select * from public.google_calendar_read_account(${victim})`;
    await start(other);
    await save(other, "other");
    await sql`select * from public.google_calendar_sweep(100)`;
    await sql`select * from public.google_calendar_grants_to_touch(10)`;
    const besideMs = performance.now() - beside;
    assertEquals(await failed, Object.keys(calls).map(() => "55P03"));
    const waited = performance.now() - began;
    await holder`rollback`;
    holder.release();
    assert(besideMs < 1500, `others waited ${besideMs} ms`);
    // Two seconds for the place in the row's queue, two for the row: within a database call's time.
    assert(waited > 1500 && waited < DATABASE_MS, `${waited} ms`);
  },
);

onServerTest(
  "every SQL function that writes stops waiting for a lock after two seconds",
  async () => {
    const rows = await sql`
    select proname as name from pg_proc
    where pronamespace in ('public'::regnamespace, 'google_calendar'::regnamespace)
      and prosrc ~ '(insert into|update|delete from) (public|google_calendar)\\.|for (no key )?update|google_calendar\\.(lock_user|store_grant|forget_user)'
      and prorettype <> 'trigger'::regtype
      and not coalesce(proconfig @> array['lock_timeout=2s'], false)
    order by 1`;
    assertEquals(rows.map(({ name }) => name), []);
  },
);

Deno.test.afterAll(() => server.close());
