/** The doctor about the mirror: on PostgreSQL 17, with what the platform's extensions have. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { lineOf } from "../../tasks/doctor/check.ts";
import { checkMirror } from "../../tasks/doctor/mirror.ts";
import { startPostgres } from "../support/postgres.ts";
import { createExtensions, runStatements } from "./extensions.ts";
import { line } from "./hosted.ts";
import { snippet } from "./snippets.ts";

const database = await startPostgres("none");
const sql = async <Row>(text: string) => await database.sql.unsafe(text) as unknown as Row[];
const MIGRATIONS = "supabase/migrations";
for (
  const { name } of [...Deno.readDirSync(MIGRATIONS)].toSorted((a, b) => a.name < b.name ? -1 : 1)
) {
  await sql(await Deno.readTextFile(`${MIGRATIONS}/${name}`));
}

/** The doctor's lines about the mirror of a project with these settings. */
async function doctor(settings: Record<string, string> = {}): Promise<string[]> {
  const all: Record<string, string> = {
    API_URL: "https://abcdefghijklmnopqrst.supabase.co",
    GOOGLE_CLIENT_ID: "1234-local.apps.googleusercontent.com",
    GOOGLE_CLIENT_SECRET: "local-client-secret",
    ...settings,
  };
  const findings = await checkMirror({
    read: (name) => all[name],
    folder: ".",
    projectUrl: all.API_URL,
    clientFile: undefined,
    dbUrl: database.url,
    offline: false,
  });
  return findings.map(lineOf);
}

/** Breaks something, and repairs it, even if the test fails. */
async function broken(breaks: string, repairs: string, about: string, says: string) {
  await sql(breaks);
  try {
    const found = line(await doctor(), about);
    assertStringIncludes(found, "problem");
    assertStringIncludes(found, says);
  } finally {
    await sql(repairs);
  }
}

/** A live calendar with a channel. */
async function mirrorOne(): Promise<void> {
  await sql(`
    insert into auth.users (id, email) values ('00000000-0000-4000-8000-000000000001', 'ada@example.com');
    insert into google_calendar.users (id, user_id, is_default, google_account_id, google_refresh_token)
      select id, id, true, '1', 'sealed' from auth.users;
    insert into public.google_connections (account_id, user_id, is_default, status, google_email, scopes, connected_at)
      select id, id, true, 'connected', email, '{}', now() from auth.users;
    select public.google_calendar_mirror_calendar(id, 'primary', true) from auth.users;
    update public.google_calendars set status = 'live', push = true;
    update google_calendar.mirror_syncs set due_at = now() + interval '1 day', channel_due_at = now() + interval '1 day';
    insert into google_calendar.mirror_channels (id, account_id, calendar_id, token_hash, state, opened_at, expires_at)
      select gen_random_uuid(), account_id, id, 'h', 'open', now() - interval '3 days', now() + interval '3 days'
      from public.google_calendars;
  `);
}

Deno.test("where no calendar is mirrored nothing is missing", async () => {
  assertEquals(await doctor(), [
    "ok       publication: google_calendars alone is in supabase_realtime",
    "ok       mirror: no calendar is mirrored",
  ]);
});

Deno.test("a project that mirrors at connect lacks what calls the syncs, before anybody connects", async () => {
  assertStringIncludes(
    line(await doctor({ MIRROR: "primary" }), "mirror schedule"),
    'problem  mirror schedule: pg_cron is not enabled: nothing calls sync-calendars by itself -> run the statements of docs/mirror.md, "Set it up", in the SQL editor',
  );
});

Deno.test("once the page's statements were run, the doctor finds no problem", async () => {
  await mirrorOne();
  await createExtensions(sql);
  for (const words of ["cron.schedule", "<secret-key>"]) {
    await runStatements(sql, await snippet("docs/mirror.md", "sql", words));
  }
  assertEquals(await doctor(), [
    "ok       publication: google_calendars alone is in supabase_realtime",
    "ok       mirror schedule: syncs and cleaning are scheduled",
    "ok       mirror: 1 of 1 are live; 0 calls to Google today",
    "ok       mirror channels: 1 open, the oldest since 3 days; Google tells of changes of 1 calendars",
  ]);
});

Deno.test("the doctor sees each line and secret that is missing", async () => {
  const schedule = "mirror schedule";
  await broken(
    "update cron.job set active = false where command like '%sync_tick%'",
    "update cron.job set active = true",
    schedule,
    "pg_cron has no line for google_calendar.sync_tick",
  );
  await broken(
    "update cron.job set active = false where command like '%prune_events%'",
    "update cron.job set active = true",
    schedule,
    "no line for google_calendar.prune_events: old events stay",
  );
  await broken(
    "alter schema net rename to away",
    "alter schema away rename to net",
    schedule,
    "pg_net is not enabled",
  );
  await broken(
    "update vault.decrypted_secrets set name = 'other' where name = 'google_calendar_url'",
    "update vault.decrypted_secrets set name = 'google_calendar_url' where name = 'other'",
    schedule,
    "Vault has no google_calendar_url ->",
  );
});

Deno.test("the doctor sees rows of events in Realtime's publication, and calendars that are not in it", async () => {
  await broken(
    "alter publication supabase_realtime add table public.google_events",
    "alter publication supabase_realtime drop table public.google_events",
    "publication",
    "has google_events: every subscriber is told the ids of deleted events -> alter publication supabase_realtime drop table public.google_events;",
  );
  await broken(
    "alter publication supabase_realtime drop table public.google_calendars",
    "alter publication supabase_realtime add table public.google_calendars",
    "publication",
    "lacks google_calendars: no open page hears of a change",
  );
});

Deno.test("the doctor sees calendars that fail, that wait, and that Google has refused", async () => {
  const calendars = "mirror";
  const syncs = "update google_calendar.mirror_syncs set";
  await broken(
    `${syncs} failures = 4, last_error = 'google_unavailable'`,
    `${syncs} failures = 0, last_error = null`,
    calendars,
    "1 of 1 are live; 1 have failed three times in a row (google_unavailable)",
  );
  await broken(
    `${syncs} due_at = now() - interval '3 hours'`,
    `${syncs} due_at = now() + interval '1 day'`,
    calendars,
    "1 of 1 are live; 1 wait for a sync, for 3 hours",
  );
  await broken(
    "update google_calendar.mirror_pause set resume_at = now() + interval '10 minutes'",
    "update google_calendar.mirror_pause set resume_at = null",
    calendars,
    "none is made for 10 minutes",
  );
});

Deno.test("the doctor sees channels that are not renewed, and says where there are none", async () => {
  await broken(
    "update google_calendar.mirror_syncs set channel_due_at = now() - interval '2 hours'",
    "update google_calendar.mirror_syncs set channel_due_at = now() + interval '1 day'",
    "mirror channels",
    "1 calendars wait for a channel for more than an hour",
  );
  assertEquals(
    line(await doctor({ API_URL: "http://project.example.com" }), "mirror channels"),
    "ok       mirror channels: none: Google cannot post here, and is asked instead",
  );
});

Deno.test.afterAll(() => database.close());
