/**
 * An embedded database for a test, copied from a migrated one that is kept in `.local`.
 *
 * @module
 */
import { cp } from "node:fs/promises";
import type { Database } from "../../local/project/database.ts";
import { openEmbedded } from "../../local/project/embedded.ts";
import { keptFolder } from "./keptFolder.ts";
import { migrate, migrationsVersion } from "./migrated.ts";

/** The folder that is copied. The first call makes it, which takes about 6 seconds of processor time. */
export async function embeddedTemplate(): Promise<string> {
  return await keptFolder(
    ".local/test-databases",
    await migrationsVersion(),
    async (folder) => await migrate(await openEmbedded(folder)),
  );
}

/** Puts a migrated database into a folder that is not there yet. */
export async function copyEmbedded(folder: string): Promise<void> {
  await cp(await embeddedTemplate(), folder, { recursive: true });
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
