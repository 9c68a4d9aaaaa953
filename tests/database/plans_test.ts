/**
 * What must stay fast in large tables, on PostgreSQL 17: each query finds its rows by an index.
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { figure } from "../support/figures.ts";
import { onServerTest, startOnServer } from "./onServer.ts";

const ROWS = 50_000;
const server = await startOnServer(2);
const { sql } = server;

onServerTest(`there are ${ROWS} users, states, confirmations and revocations`, async () => {
  await sql`insert into auth.users (id, email)
    select gen_random_uuid(), n::text from generate_series(1, ${ROWS}) n`;
  await sql`insert into auth.identities (provider_id, user_id, provider) select email, id, 'google' from auth.users`;
  await sql`insert into public.users (id, google_account_id, google_refresh_token, google_refreshed_at)
    select id, 'account ' || email, 'sealed', now() - (email::integer % 59) * interval '1 day' from auth.users`;
  await sql`insert into public.calendar_connections (user_id, status) select id, 'connected' from public.users`;
  await sql`insert into public.oauth_states (state_hash, user_id, sealed_code_verifier, nonce, return_to, expires_at)
    select id::text, id, 'sealed', 'nonce', '/', now() + interval '10 minutes' from auth.users`;
  await sql`insert into public.calendar_confirmations (confirmation_hash, user_id, google_account_id, scopes,
      sealed_access_token, access_token_expires_at, return_to, expires_at)
    select id::text, id, id::text, '{}', 'sealed', now(), '/', now() + interval '5 minutes' from auth.users`;
  await sql`insert into public.google_revocations (google_account_id, user_id, sealed_refresh_token, try_after)
    select 'gone ' || email, id, 'sealed', now() + interval '1 day' from auth.users`;
  await sql`analyze`;
});

/** The tables that a call read from end to end, by the server's own counters. */
async function scannedBy(call: string): Promise<string[]> {
  const scanned: string[] = [];
  const one = await sql.reserve();
  try {
    await one.unsafe("select pg_stat_force_next_flush()");
    const scans = () =>
      one.unsafe(
        "select relname, coalesce(seq_scan, 0)::integer as scans from pg_stat_user_tables where schemaname in ('public', 'auth') order by 1",
      );
    const before = await scans();
    await one.unsafe(call);
    await one.unsafe("select pg_stat_force_next_flush()");
    await one.unsafe("select 1");
    const after = await scans();
    for (const { relname, scans: count } of after) {
      const was = before.find((row) => row.relname === relname)?.scans ?? 0;
      if (count > was) scanned.push(relname);
    }
  } finally {
    one.release();
  }
  return scanned;
}

const USER = "(select id from auth.users where email = '17')";
const CALLS: [name: string, call: string][] = [
  ["start_oauth", "select * from public.start_oauth('USER', 'hash', 'sealed', 'nonce', '/', 100)"],
  ["take_oauth_state", "select * from public.take_oauth_state('hash')"],
  ["read_account", "select * from public.read_account('USER', null, null, 600)"],
  [
    "save_connection",
    "select public.save_connection('USER', 0, now(), 'confirm', '/profile', 'other', '{}', 'sealed', 3600, null, 'sealed')",
  ],
  ["confirm_connection", "select * from public.confirm_connection('USER', 'confirm', 600)"],
  ["clear_connection", "select public.clear_connection('USER', 0)"],
  ["grants_to_touch", "select * from public.grants_to_touch(10)"],
  ["take_revocations", "select * from public.take_revocations(10)"],
  ["delete_expired", "select public.delete_expired(100)"],
];

for (const [name, call] of CALLS) {
  onServerTest(`${name} reads no large table from end to end`, async () => {
    const [{ id }] = await sql.unsafe<[{ id: string }]>(`select ${USER} as id`);
    // user_budgets and upkeep_progress have a row or two: a scan is the fastest way to them.
    const scanned = (await scannedBy(call.replace("USER", id)))
      .filter((table) => !["user_budgets", "upkeep_progress"].includes(table));
    assertEquals(scanned, []);
  });
}

const planOf = async (query: string) =>
  (await sql.unsafe(`explain ${query}`)).map((row) => row["QUERY PLAN"]).join("\n");

onServerTest("the due grants come in order from their index", async () => {
  const plan = await planOf(
    "select u.id from public.users u where u.touch_at <= now() order by u.touch_at limit 10 for no key update skip locked",
  );
  assertStringIncludes(plan, "users_touch_at_idx");
  assert(!plan.includes("Sort"), plan);
});

onServerTest("a sweep of 20,000 users and a start are short beside large tables", async () => {
  const began = performance.now();
  await sql`select * from public.sweep(20000)`;
  const swept = performance.now() - began;
  const [{ id }] = await sql.unsafe<[{ id: string }]>(`select ${USER} as id`);
  const starts = performance.now();
  await sql`select public.start_oauth(${id}, gen_random_uuid()::text, 'sealed', 'nonce', '/') from generate_series(1, 1000)`;
  const each = (performance.now() - starts) / 1000;
  figure(
    `beside ${ROWS} states: a start takes ${each.toFixed(2)} ms, a sweep of 20,000 users ${
      Math.round(swept)
    } ms`,
  );
  assert(swept < 4000, `${swept} ms`);
  assert(each < 20, `${each} ms`);
});

Deno.test.afterAll(() => server.close());
