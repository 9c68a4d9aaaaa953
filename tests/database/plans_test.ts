/**
 * What must stay fast in large tables, on PostgreSQL 17: each query finds its rows by an index.
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { figure } from "../support/figures.ts";
import { onServerTest, startOnServer } from "./onServer.ts";

const ROWS = 50_000;
const server = await startOnServer(2);
const { sql } = server;
/** One user, that user's second account, mirrored calendar, and one of that user's resources. */
let ids: { user: string; second: string; resource: string; calendar: string };

onServerTest(`there are ${ROWS} users, states, confirmations and revocations`, async () => {
  await sql`insert into auth.users (id, email)
    select gen_random_uuid(), n::text from generate_series(1, ${ROWS}) n`;
  await sql`insert into auth.identities (provider_id, user_id, provider) select email, id, 'google' from auth.users`;
  await sql`insert into google_calendar.users (id, user_id, is_default, google_id, google_account_id, google_refresh_token, google_refreshed_at)
    select id, id, true, email, 'account ' || email, 'sealed', now() - (email::integer % 59) * interval '1 day' from auth.users`;
  // Every second user has another account.
  await sql`insert into google_calendar.users (user_id, is_default, google_account_id, google_refresh_token, google_refreshed_at)
    select id, false, 'second ' || email, 'sealed', now() from auth.users where email::integer % 2 = 1`;
  await sql`insert into public.google_connections (account_id, user_id, is_default, status)
    select id, user_id, is_default, 'connected' from google_calendar.users`;
  await sql`insert into google_calendar.oauth_states (state_hash, user_id, sealed_code_verifier, nonce, return_to, expires_at)
    select id::text, id, 'sealed', 'nonce', '/', now() + interval '10 minutes' from auth.users`;
  await sql`insert into google_calendar.confirmations (confirmation_hash, user_id, google_account_id, scopes,
      sealed_access_token, access_token_expires_at, return_to, expires_at)
    select id::text, id, id::text, '{}', 'sealed', now(), '/', now() + interval '5 minutes' from auth.users`;
  await sql`insert into google_calendar.revocations (google_account_id, user_id, sealed_refresh_token, try_after)
    select 'gone ' || email, id, 'sealed', now() + interval '1 day' from auth.users`;
  await sql`with class as (
      insert into public.classes (user_id, name) select id, 'Engines' from auth.users where email = '17' returning *
    )
    insert into public.resources (class_id, user_id, type, name)
    select id, user_id, 'lecture', 'Lecture ' || n from class, generate_series(1, ${ROWS}) n`;
  // Every user's first account has a mirrored calendar with two events; every second one a channel.
  await sql`insert into public.google_calendars (user_id, account_id, google_calendar_id, is_primary, status, mirrored_from, mirrored_until)
    select id, id, 'primary', true, 'live', now() - interval '30 days', now() + interval '180 days' from auth.users`;
  await sql`insert into google_calendar.mirror_syncs (calendar_id, days_back, days_ahead, phase, due_at, prune_at)
    select id, 30, 180, 'live', now() + interval '1 day', now() + interval '1 day' from public.google_calendars`;
  await sql`insert into google_calendar.mirror_channels (id, account_id, calendar_id, token_hash, resource_id, state, expires_at)
    select id, account_id, id, 'hash', 'resource', 'open', now() + interval '5 days' from public.google_calendars where hashtext(id::text) % 2 = 0`;
  await sql`insert into public.google_events (calendar_id, id, user_id, status, starts_at, ends_at, all_day, busy)
    select id, n::text, user_id, 'confirmed', now() + n * interval '1 day', now() + n * interval '1 day' + interval '1 hour', false, true
    from public.google_calendars, generate_series(1, 2) n`;
  await sql`insert into public.google_series (calendar_id, id, user_id, recurrence) select id, 'series', user_id, '{}' from public.google_calendars`;
  // Counting the calendars, once an hour, reads them all.
  await sql`update google_calendar.mirror_pause set counted_at = now()`;
  await sql`analyze`;
  const [found] = await sql`select
    (select id from auth.users where email = '17') as user,
    (select id from google_calendar.users where google_account_id = 'second 17') as second,
    (select id from public.resources limit 1) as resource,
    (select g.id from public.google_calendars g join auth.users a on a.id = g.user_id where a.email = '17') as calendar`;
  ids = found as unknown as typeof ids;
});

/** The tables that a call read from end to end, by the server's own counters. */
async function scannedBy(call: string): Promise<string[]> {
  const scanned: string[] = [];
  const one = await sql.reserve();
  try {
    await one.unsafe("select pg_stat_force_next_flush()");
    const scans = () =>
      one.unsafe(
        "select schemaname || '.' || relname as relname, coalesce(seq_scan, 0)::integer as scans from pg_stat_user_tables where schemaname in ('public', 'google_calendar', 'auth') order by 1",
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

const save = (account: string, hash: string) =>
  `select public.google_calendar_save_connection('USER', 0, 0, now(), '${hash}', '/', '${account}', '{}', 'sealed', 3600, 'USER', null, 'sealed')`;
const CALLS: [name: string, call: string][] = [
  [
    "start_oauth",
    "select * from public.google_calendar_start_oauth('USER', 'hash', 'sealed', 'nonce', '/', 100)",
  ],
  [
    "start_oauth to add an account",
    "select * from public.google_calendar_start_oauth('USER', 'hash 2', 'sealed', 'nonce', '/', 100, null, true)",
  ],
  ["take_oauth_state", "select * from public.google_calendar_take_oauth_state('hash')"],
  [
    "read_account",
    "select * from public.google_calendar_read_account('USER', null, null, null, 600)",
  ],
  [
    "read_account of a named account",
    "select * from public.google_calendar_read_account('USER', null, 'SECOND', 'RESOURCE', 600)",
  ],
  [
    "read_account by a Google identity",
    "select * from public.google_calendar_read_account('USER', '17')",
  ],
  ["read_connections", "select * from public.google_calendar_read_connections('USER')"],
  ["make_default", "select public.google_calendar_make_default('USER', 'SECOND')"],
  ["begin_refresh", "select public.google_calendar_begin_refresh('SECOND', 0, gen_random_uuid())"],
  ["save_connection of an own identity", save("17", "unused")],
  ["save_connection to confirm", save("other", "confirm")],
  [
    "confirm_connection",
    "select * from public.google_calendar_confirm_connection('USER', 'confirm', 600)",
  ],
  ["clear_connection", "select public.google_calendar_clear_connection('USER', 'SECOND', 0)"],
  ["grants_to_touch", "select * from public.google_calendar_grants_to_touch(10)"],
  ["take_revocations", "select * from public.google_calendar_take_revocations(10)"],
  ["read_sealed", "select * from public.google_calendar_read_sealed('USER', 200)"],
  ["delete_expired", "select google_calendar.delete_expired(100)"],
  [
    "read_account with a calendar",
    "select * from public.google_calendar_read_account('USER', null, 'USER', null, 600, 'primary')",
  ],
  [
    "claim_due",
    "select * from public.google_calendar_claim_due(gen_random_uuid(), 10, 1000000)",
  ],
  ["sync_tick", "select google_calendar.sync_tick()"],
  ["begin_sync", "select * from public.google_calendar_begin_sync('CALENDAR', 'USER')"],
  [
    "push_received",
    "select * from public.google_calendar_push_received('CALENDAR', 'hash', 'resource', 'exists', 'USER')",
  ],
  [
    "apply_delta",
    `select * from public.google_calendar_apply_delta('CALENDAR', 'USER', 0, '{gone,other}',
      '[{"id":"new","starts_at":"2030-01-01T00:00:00Z","ends_at":"2030-01-01T01:00:00Z"}]',
      '[{"id":"s","recurrence":[],"occurrences":[{"id":"s_1","starts_at":"2030-01-01T00:00:00Z","ends_at":"2030-01-01T01:00:00Z"}]}]',
      null, 'token')`,
  ],
  [
    "note_write",
    `select public.google_calendar_note_write('CALENDAR', 1, '[{"id":"mine","starts_at":"2030-01-01T00:00:00Z","ends_at":"2030-01-01T01:00:00Z"}]', '{}', false)`,
  ],
  ["end_sync", "select * from public.google_calendar_end_sync('CALENDAR', 'USER', 'done')"],
  ["channels_due", "select * from public.google_calendar_channels_due(10)"],
  [
    "open_channel",
    "select public.google_calendar_open_channel('CALENDAR', gen_random_uuid(), 'hash')",
  ],
  ["take_channels", "select * from public.google_calendar_take_channels('USER')"],
  ["read_mirrors", "select * from public.google_calendar_read_mirrors('USER')"],
  ["refresh_mirrors", "select * from public.google_calendar_refresh_mirrors('USER')"],
  [
    "busy_of",
    "select * from public.google_calendar_busy_of('USER', 'USER', now(), now() + interval '1 day')",
  ],
  ["prune_events", "select * from public.google_calendar_prune_events(1000)"],
  [
    "unmirror_calendar",
    "select public.google_calendar_unmirror_calendar('USER', 'USER', 'primary')",
  ],
];

for (const [name, call] of CALLS) {
  onServerTest(`${name} reads no large table from end to end`, async () => {
    // These have a row or two: a scan is the fastest way to them.
    const scanned = (await scannedBy(
      call.replaceAll("USER", ids.user).replaceAll("SECOND", ids.second)
        .replaceAll("RESOURCE", ids.resource).replaceAll("CALENDAR", ids.calendar),
    ))
      .filter((table) =>
        !/^google_calendar\.(user_budgets|upkeep_progress|mirror_pause|mirror_days|mirror_seen)$/
          .test(table)
      );
    assertEquals(scanned, []);
  });
}

const planOf = async (query: string) =>
  (await sql.unsafe(`explain ${query}`)).map((row) => row["QUERY PLAN"]).join("\n");

onServerTest("the due grants come in order from their index", async () => {
  const plan = await planOf(
    "select u.id from google_calendar.users u where u.touch_at <= now() order by u.touch_at limit 10 for no key update skip locked",
  );
  assertStringIncludes(plan, "users_touch_at_idx");
  assert(!plan.includes("Sort"), plan);
});

onServerTest("a sweep of 20,000 users and a start are short beside large tables", async () => {
  const began = performance.now();
  await sql`select * from public.google_calendar_sweep(20000)`;
  const swept = performance.now() - began;
  const starts = performance.now();
  await sql`select public.google_calendar_start_oauth(${ids.user}, gen_random_uuid()::text, 'sealed', 'nonce', '/') from generate_series(1, 1000)`;
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
