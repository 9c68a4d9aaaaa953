/** The schema on PostgreSQL 17, pushed by the Supabase CLI, on a platform that grants nothing by itself. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { startPostgres } from "../support/postgres.ts";
import { remote, startSupabaseCli } from "../support/supabaseCli.ts";
import type { Query } from "./query.ts";
import { definitions } from "./catalog.ts";
import { checkAccess, checkPrivileges } from "./checks.ts";
import { databaseTypes, TYPES_FILE } from "./databaseTypes.ts";
import { insertRows } from "./rows.ts";
import { checkStarterApp } from "./starterApp.ts";

const [database, cli] = await Promise.all([startPostgres("none"), startSupabaseCli()]);
const connection = await database.sql.reserve();
const query = ((sql, params) => connection.unsafe(sql, params as never[])) as Query;
const where = "PostgreSQL that grants nothing";
const push = () => cli.run(["db", "push", remote(database.url), "--yes"]);

const IN_THE_WAY: [what: string, make: string, remove: string, says: string, remedy: string][] = [
  [
    "a schema google_calendar",
    "create schema google_calendar; create table google_calendar.notes (id integer primary key)",
    "drop schema google_calendar cascade",
    "a schema google_calendar exists already",
    "Rename it (for instance: alter schema google_calendar rename to app_google_calendar;)",
  ],
  ...["google_connections", "google_calendars", "google_events", "google_series"].map((
    name,
  ): [string, string, string, string, string] => [
    `a table public.${name}`,
    `create table public.${name} (id integer primary key)`,
    `drop table public.${name}`,
    `public.${name} exists already`,
    `Rename yours (for instance: alter table public.${name} rename to app_${name};)`,
  ]),
];

for (const [what, make, remove, says, remedy] of IN_THE_WAY) {
  Deno.test(`supabase db push stops at the app's own ${what}, and changes nothing`, async () => {
    await query(make);
    const before = await definitions(query);
    const { success, stdout, stderr } = await push();
    assert(!success, stdout);
    assertStringIncludes(stderr, says);
    assertStringIncludes(stderr, remedy);
    assertEquals(await definitions(query), before);
    await query(remove);
  });
}

checkStarterApp(where, query, push);

Deno.test("supabase db push again finds nothing to do", async () => {
  const before = await definitions(query);
  const { success, stdout, stderr } = await push();
  assert(success, stderr);
  assertStringIncludes(stdout + stderr, "Remote database is up to date");
  assertEquals(await definitions(query), before);
});

Deno.test("database.types.ts matches the migrations: deno task types writes it", async () => {
  assertEquals(await Deno.readTextFile(TYPES_FILE), await databaseTypes(cli, database.url));
});

Deno.test(`${where}: Supabase's advisors report nothing at warning or above`, async () => {
  await cli.expect(["db", "advisors", remote(database.url), "--type", "all", "--fail-on", "warn"]);
});

Deno.test(`${where}: there is a row in every table`, () => insertRows(query));

checkAccess(where, query);
checkPrivileges(where, query);

Deno.test.afterAll(async () => {
  connection.release();
  await Promise.all([database.close(), cli.close()]);
});
