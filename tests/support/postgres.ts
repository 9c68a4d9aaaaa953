/**
 * A real PostgreSQL 17 with what a Supabase project has before the first migration.
 *
 * @module
 */
import postgres from "postgres";
import { OWNER, startPostgresServer } from "./postgresServer.ts";

/** What the platform grants on new tables: hosted projects nothing any more, older ones everything. */
export type PlatformGrants = "none" | "all";

export interface Postgres {
  /** Connects as `postgres`, the role that migrations run as. */
  url: string;
  sql: postgres.Sql;
  close(): Promise<void>;
}

const GRANT_ALL = `
  alter default privileges for role postgres in schema public
    grant all on tables to anon, authenticated, service_role;
  alter default privileges for role postgres in schema public
    grant all on functions to anon, authenticated, service_role;
  alter default privileges for role postgres in schema public
    grant all on sequences to anon, authenticated, service_role;
`;

/** Starts a server of its own, in a temporary folder that goes away with it. */
export async function startPostgres(grants: PlatformGrants = "none"): Promise<Postgres> {
  const server = await startPostgresServer();
  const admin = postgres(server.address(OWNER), { max: 1, onnotice: () => {} });
  await admin.unsafe(await Deno.readTextFile(new URL("platform.sql", import.meta.url)));
  if (grants === "all") await admin.unsafe(GRANT_ALL);
  await admin.end();

  const sql = postgres(server.address("postgres"), { max: 4, onnotice: () => {} });
  return {
    url: server.address("postgres"),
    sql,
    async close() {
      await sql.end();
      await server.close();
    },
  };
}
