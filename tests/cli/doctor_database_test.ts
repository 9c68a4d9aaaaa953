/** The doctor with a database's address in the data API's place: on PostgreSQL 17. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { seal } from "../../supabase/functions/_shared/accounts/cipher.ts";
import { parseEncryptionKeys } from "../../supabase/functions/_shared/env.ts";
import { lineOf } from "../../tasks/doctor/check.ts";
import { checkGrants } from "../../tasks/doctor/grants.ts";
import { checkSealedTokens } from "../../tasks/doctor/keys.ts";
import { checkMigrations } from "../../tasks/doctor/migrations.ts";
import { checkTables } from "../../tasks/doctor/tables.ts";
import { startPostgres } from "../support/postgres.ts";
import { line } from "./hosted.ts";

const database = await startPostgres("none");
const sql = await database.sql.reserve();
const TOKEN_ENCRYPTION_KEYS = `k1:${crypto.getRandomValues(new Uint8Array(32)).toBase64()}`;
const keys = parseEncryptionKeys(() => TOKEN_ENCRYPTION_KEYS);

async function doctor(): Promise<string[]> {
  const subject = {
    read: (name: string) => name === "TOKEN_ENCRYPTION_KEYS" ? TOKEN_ENCRYPTION_KEYS : undefined,
    folder: ".",
    projectUrl: undefined,
    clientFile: undefined,
    dbUrl: database.url,
    offline: false,
  };
  const lines: string[] = [];
  for (const check of [checkMigrations, checkTables, checkSealedTokens, checkGrants]) {
    lines.push(...(await check(subject)).map(lineOf));
  }
  assert(!lines.join("\n").includes(database.url), "the database's address is printed");
  return lines;
}

/** Breaks something, and repairs it, even if the test fails. */
async function broken(breaks: string, repairs: string, test: () => Promise<void>) {
  await sql.unsafe(breaks);
  try {
    await test();
  } finally {
    await sql.unsafe(repairs);
  }
}

Deno.test("with the database's address, the doctor sees that no migration was applied", async () => {
  assertStringIncludes(
    line(await doctor(), "migrations"),
    "google_calendar.users of 20260101000000_users.sql is missing -> apply them",
  );
});

Deno.test("with the database's address, the doctor finds no problem in a correct project", async () => {
  const folder = "supabase/migrations";
  for (const name of [...Deno.readDirSync(folder)].map(({ name }) => name).sort()) {
    await sql.unsafe(await Deno.readTextFile(`${folder}/${name}`));
  }
  const [user] = await sql`insert into auth.users (email) values ('ada@example.com') returning id`;
  const { id } = user!;
  const googleAccountId = "1";
  const sealed = (column: "google_refresh_token" | "google_access_token") =>
    seal("a token", { userId: id, googleAccountId, column: `users.${column}` }, keys);
  await sql`insert into google_calendar.users ${
    sql({
      id,
      user_id: id,
      is_default: true,
      google_account_id: googleAccountId,
      google_refresh_token: await sealed("google_refresh_token"),
      google_access_token: await sealed("google_access_token"),
      google_refreshed_at: new Date(),
    })
  }`;
  await sql`insert into public.google_connections
    (account_id, user_id, is_default, status, google_email, scopes, connected_at)
    values (${id}, ${id}, true, 'connected', 'ada@example.com', '{}', now())`;
  assertEquals((await doctor()).map((one) => one.replace(/all \d+/, "all")), [
    "ok       migrations: all tables and functions are there",
    "ok       tables as anon: no token is read",
    "ok       tables as a signed-in user: no token is read",
    "ok       sealed tokens: 1 rows open",
    "ok       grants: 1 connected, 0 to reconnect",
  ]);
});

Deno.test("with the database's address, the doctor reads as a connected user without a session", async () => {
  await broken(
    "grant usage on schema google_calendar to authenticated; grant select on google_calendar.users to authenticated; create policy own on google_calendar.users for select to authenticated using (user_id = auth.uid())",
    "drop policy own on google_calendar.users; revoke all on google_calendar.users from authenticated; revoke all on schema google_calendar from authenticated",
    async () => {
      const lines = await doctor();
      assertStringIncludes(line(lines, "tables as anon"), "ok");
      assertStringIncludes(
        line(lines, "tables as a signed-in user"),
        "google_calendar.users.google_refresh_token can be read from a browser, and 1 more",
      );
    },
  );
});

Deno.test("with the database's address, the doctor sees tokens through another view", async () => {
  await broken(
    "create view public.profiles as select id, google_access_token from google_calendar.users; grant select on public.profiles to anon",
    "drop view public.profiles",
    async () =>
      assertStringIncludes(line(await doctor(), "tables as anon"), "profiles.google_access_token"),
  );
});

Deno.test("with the database's address, the doctor sees a grant that was taken away", async () => {
  await broken(
    "revoke execute on function public.google_calendar_begin_refresh from service_role",
    "grant execute on function public.google_calendar_begin_refresh to service_role",
    async () =>
      assertStringIncludes(
        line(await doctor(), "migrations"),
        "may not use public.google_calendar_begin_refresh",
      ),
  );
});

Deno.test("with the database's address, the doctor sees a client in Testing", async () => {
  await broken(
    "update public.google_connections set status = 'needs_reconnect', reason = 'revoked_or_expired', connected_at = now() - interval '8 days', updated_at = now() - interval '1 day'; update google_calendar.users set google_refreshed_at = now() - interval '2 days'",
    "update public.google_connections set status = 'connected', reason = null, connected_at = now()",
    async () => assertStringIncludes(line(await doctor(), "grants"), "the client is in Testing"),
  );
});

Deno.test("with the database's address, the doctor sees a row that is not sealed", async () => {
  await broken(
    "update google_calendar.users set google_refresh_token = 'plain'",
    "update google_calendar.users set google_refresh_token = null",
    async () => assertStringIncludes(line(await doctor(), "sealed tokens"), "1 of 1 rows hold a"),
  );
});

Deno.test.afterAll(async () => {
  sql.release();
  await database.close();
});
