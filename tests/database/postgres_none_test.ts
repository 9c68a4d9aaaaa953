/** The schema on PostgreSQL 17, pushed by the Supabase CLI, on a platform that grants nothing by itself. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { startPostgres } from "../support/postgres.ts";
import { remote, startSupabaseCli } from "../support/supabaseCli.ts";
import type { Query } from "./query.ts";
import { definitions } from "./catalog.ts";
import { checkAccess, checkPrivileges } from "./checks.ts";
import { databaseTypes, TYPES_FILE } from "./databaseTypes.ts";
import { insertRows } from "./rows.ts";

const [database, cli] = await Promise.all([startPostgres("none"), startSupabaseCli()]);
const connection = await database.sql.reserve();
const query = ((sql, params) => connection.unsafe(sql, params as never[])) as Query;
const where = "PostgreSQL that grants nothing";
const push = () => cli.run(["db", "push", remote(database.url), "--yes"]);

Deno.test("supabase db push stops at the app's own google_calendar.users, and changes nothing", async () => {
  await query("create table google_calendar.users (id integer primary key, name text)");
  const before = await definitions(query);
  const { success, stdout, stderr } = await push();
  assert(!success, stdout);
  assertStringIncludes(
    stderr,
    "google_calendar.users exists already, and Google tokens must not be added to a table that browsers may read",
  );
  assertStringIncludes(stderr, "Rename your table (for instance to public.profiles)");
  assertEquals(await definitions(query), before);
});

Deno.test("supabase db push succeeds once that table has another name", async () => {
  await query("alter table google_calendar.users rename to profiles");
  const { success, stderr } = await push();
  assert(success, stderr);
  await query("drop table public.profiles");
});

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
