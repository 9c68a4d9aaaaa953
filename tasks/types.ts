/**
 * Writes the database's types from the migrations: `deno task types`. To be run after each change
 * of a migration; a test fails until it was.
 *
 * @module
 */
import { databaseTypes, TYPES_FILE } from "../tests/database/databaseTypes.ts";
import { startPostgres } from "../tests/support/postgres.ts";
import { remote, startSupabaseCli } from "../tests/support/supabaseCli.ts";
import { runTask } from "./runTask.ts";

await runTask(async () => {
  const cli = await startSupabaseCli();
  const database = await startPostgres();
  try {
    await cli.expect(["db", "push", remote(database.url), "--yes"]);
    await Deno.writeTextFile(TYPES_FILE, await databaseTypes(cli, database.url));
  } finally {
    await Promise.all([database.close(), cli.close()]);
  }
});
