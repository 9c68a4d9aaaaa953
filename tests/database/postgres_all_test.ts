/** The schema on PostgreSQL 17, pushed by the Supabase CLI, on a platform that grants everything. */
import { startPostgres } from "../support/postgres.ts";
import { remote, startSupabaseCli } from "../support/supabaseCli.ts";
import type { Query } from "./query.ts";
import { checkAccess, checkPrivileges } from "./checks.ts";
import { insertRows } from "./rows.ts";
import { checkStarterApp } from "./starterApp.ts";

const [database, cli] = await Promise.all([startPostgres("all"), startSupabaseCli()]);
const connection = await database.sql.reserve();
const query = ((sql, params) => connection.unsafe(sql, params as never[])) as Query;
const where = "PostgreSQL that grants everything";

checkStarterApp(where, query, () => cli.run(["db", "push", remote(database.url), "--yes"]));

Deno.test(`${where}: there is a row in every table`, () => insertRows(query));

checkAccess(where, query);
checkPrivileges(where, query);

Deno.test(`${where}: Supabase's advisors report nothing at warning or above`, async () => {
  await cli.expect(["db", "advisors", remote(database.url), "--type", "all", "--fail-on", "warn"]);
});

Deno.test.afterAll(async () => {
  connection.release();
  await Promise.all([database.close(), cli.close()]);
});
