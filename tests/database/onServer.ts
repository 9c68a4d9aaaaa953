/**
 * A migrated database on PostgreSQL 17 with as many connections as a test wants, each as busy as the
 * data API's are.
 *
 * @module
 */
import postgres from "postgres";
import { startPostgres } from "../support/postgres.ts";
import { remote, startSupabaseCli } from "../support/supabaseCli.ts";

export interface OnServer {
  sql: postgres.Sql;
  /** A user who signs in with the Google accounts of these ids. */
  user(...googleIds: [string, ...string[]]): Promise<string>;
  close(): Promise<void>;
}

export async function startOnServer(connections: number): Promise<OnServer> {
  const [database, cli] = await Promise.all([startPostgres(), startSupabaseCli()]);
  await cli.expect(["db", "push", remote(database.url), "--yes"]);
  await cli.close();
  const sql = postgres(database.url, { max: connections, onnotice: () => {} });
  await Promise.all(Array.from({ length: connections }, () => sql`select pg_sleep(0.05)`));
  return {
    sql,
    async user(...googleIds) {
      const [user] = await sql`insert into auth.users (email) values (${
        googleIds[0]
      }) returning id`;
      const { id } = user!;
      for (const googleId of googleIds) {
        await sql`insert into auth.identities (provider_id, user_id, provider) values (${googleId}, ${id}, 'google')`;
      }
      return id;
    },
    async close() {
      await sql.end();
      await database.close();
    },
  };
}

/** The SQLSTATE that a statement failed with, or what it answered. */
export async function outcome<T>(statement: PromiseLike<T>): Promise<T | string> {
  try {
    return await statement;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

/** A statement leaves nothing open, but the client's connections are older than the test. */
export function onServerTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}
