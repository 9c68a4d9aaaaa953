/**
 * An embedded database for a test, copied from a migrated one that is kept in `.local`.
 *
 * @module
 */
import { cp } from "node:fs/promises";
import type { Database } from "../../local/project/database.ts";
import { openEmbedded } from "../../local/project/embedded.ts";
import { migrate, migrationsVersion } from "./migrated.ts";

const CACHE = ".local/test-databases";

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

/** Runs `job` while no other process runs one. */
async function alone(job: () => Promise<void>): Promise<void> {
  using lock = await Deno.open(`${CACHE}/lock`, { create: true, write: true });
  // Let go with the file, also where the process is killed.
  await lock.lock(true);
  await job();
}

async function build(template: string): Promise<void> {
  // Of migrations that have changed since, or left by a process that was killed.
  for (const { name, isDirectory } of Deno.readDirSync(CACHE)) {
    if (isDirectory) await Deno.remove(`${CACHE}/${name}`, { recursive: true });
  }
  const folder = await Deno.makeTempDir({ dir: CACHE });
  await migrate(await openEmbedded(folder));
  await Deno.rename(folder, template);
}

/** The folder of the migrated database: made by whoever needs it first. */
async function ensureTemplate(): Promise<string> {
  const template = `${CACHE}/${await migrationsVersion()}`;
  if (await exists(template)) return template;
  await Deno.mkdir(CACHE, { recursive: true });
  await alone(async () => {
    if (!await exists(template)) await build(template);
  });
  return template;
}

/** Puts a migrated database into a folder that is not there yet. */
export async function copyEmbedded(folder: string): Promise<void> {
  await cp(await ensureTemplate(), folder, { recursive: true });
}

/** A migrated database in a temporary folder, which goes away as it is closed. */
export async function openEmbeddedCopy(): Promise<Database> {
  const folder = await Deno.makeTempDir({ prefix: "database-" });
  await copyEmbedded(`${folder}/data`);
  const database = await openEmbedded(`${folder}/data`);
  return {
    ...database,
    async close() {
      await database.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
