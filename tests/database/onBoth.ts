/**
 * Runs the same tests on PostgreSQL 17 and on the local stack's embedded database.
 *
 * @module
 */
import { captureLogs } from "../support/logs.ts";
import { startPostgres } from "../support/postgres.ts";
import { startTestStack } from "../support/stack.ts";
import { remote, startSupabaseCli } from "../support/supabaseCli.ts";
import type { Query } from "./query.ts";

/** Registers a test on each of them. */
export type TestOnBoth = (name: string, fn: (query: Query) => Promise<void>) => void;

export async function onBoth(): Promise<TestOnBoth> {
  captureLogs();
  const [database, cli, stack] = await Promise.all([
    startPostgres(),
    startSupabaseCli(),
    startTestStack({ embedded: true, grants: "none" }),
  ]);
  await cli.expect(["db", "push", remote(database.url), "--yes"]);
  await cli.close();
  const connection = await database.sql.reserve();
  const databases: [where: string, query: Query][] = [
    ["PostgreSQL", ((sql, params) => connection.unsafe(sql, params as never[])) as Query],
    ["the embedded database", (sql, params) => stack.sql(sql, params)],
  ];
  Deno.test.afterAll(async () => {
    connection.release();
    await Promise.all([database.close(), stack.close()]);
  });
  return (name, fn) => {
    for (const [where, query] of databases) {
      // Both databases set timers of their own, which may end within any test.
      Deno.test({
        name: `${where}: ${name}`,
        fn: () => fn(query),
        sanitizeOps: false,
        sanitizeResources: false,
      });
    }
  };
}
