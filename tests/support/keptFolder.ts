/**
 * Folders below `.local` that tests need in the same state and that take seconds to make: made once by
 * whichever process needs one first, and kept for the runs after.
 *
 * @module
 */

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

/**
 * `<place>/<version>`, where `make` has filled it. What is there of other versions, or was left by a
 * process that was killed, goes away.
 */
export async function keptFolder(
  place: string,
  version: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = `${place}/${version}`;
  if (await exists(folder)) return folder;
  await Deno.mkdir(place, { recursive: true });
  // One process at a time; the system lets go of it also where the process is killed.
  using lock = await Deno.open(`${place}/lock`, { create: true, write: true });
  await lock.lock(true);
  if (await exists(folder)) return folder;
  for (const { name, isDirectory } of Deno.readDirSync(place)) {
    if (isDirectory) await Deno.remove(`${place}/${name}`, { recursive: true });
  }
  const fresh = await Deno.makeTempDir({ dir: place });
  await make(fresh);
  await Deno.rename(fresh, folder);
  return folder;
}
