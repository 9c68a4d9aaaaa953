/**
 * An embedded database for a test, copied from a migrated one that is kept in `.local`.
 *
 * @module
 */
import { cp } from "node:fs/promises";
import { basename } from "node:path";
import type { Database } from "../../local/project/database.ts";
import { openEmbedded } from "../../local/project/embedded.ts";
import { migrate, migrationsVersion } from "./migrated.ts";

const CACHE = ".local/test-databases";

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

async function build(template: string): Promise<void> {
  await Deno.mkdir(CACHE, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: CACHE, prefix: "new-" });
  await migrate(await openEmbedded(`${folder}/data`));
  for (const { name } of Deno.readDirSync(CACHE)) {
    // Of migrations that have changed since; one that is being made is another process's.
    if (!name.startsWith("new-") && name !== basename(template)) {
      await Deno.remove(`${CACHE}/${name}`, { recursive: true }).catch(() => {});
    }
  }
  try {
    await Deno.rename(`${folder}/data`, template);
  } catch (error) {
    // Another process was faster.
    if (!await exists(template)) throw error;
  }
  await Deno.remove(folder, { recursive: true });
}

/** A migrated database in a temporary folder, which goes away as it is closed. */
export async function openEmbeddedCopy(): Promise<Database> {
  const template = `${CACHE}/${await migrationsVersion()}`;
  if (!await exists(template)) await build(template);
  const folder = await Deno.makeTempDir({ prefix: "database-" });
  await cp(template, `${folder}/data`, { recursive: true });
  const database = await openEmbedded(`${folder}/data`);
  return {
    ...database,
    async close() {
      await database.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
