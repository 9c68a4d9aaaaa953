/**
 * The folder that holds a local stack's data. It belongs to one stack at a time, because two databases
 * on one folder lose each other's writes.
 *
 * @module
 */

const LOCK = "lock";

/** Locks the folder, and creates it if it is missing. The system unlocks it when this process ends. */
export async function takeDataFolder(folder: string, { reset = false } = {}): Promise<Disposable> {
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await Deno.open(`${folder}/${LOCK}`, { write: true, create: true });
  if (!await lock.tryLock(true)) {
    lock.close();
    const { pid } = JSON.parse(await Deno.readTextFile(`${folder}/${LOCK}`));
    throw new Error(
      `The folder ${folder} is in use by another deno task start, process ${pid}. ` +
        "Stop that one with Ctrl-C, or choose another folder: deno task start --data FOLDER",
    );
  }
  await lock.truncate();
  await lock.write(new TextEncoder().encode(JSON.stringify({ pid: Deno.pid })));
  if (reset) {
    for await (const { name } of Deno.readDir(folder)) {
      if (name !== LOCK) await Deno.remove(`${folder}/${name}`, { recursive: true });
    }
  }
  return { [Symbol.dispose]: () => lock.close() };
}
