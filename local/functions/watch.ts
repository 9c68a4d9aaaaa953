/**
 * Tells of changes below a folder, once for all that belong together.
 *
 * @module
 */

/** Editors write a file in several steps, and tools several files: wait until nothing has come for this long. */
const QUIET_MS = 100;

/** Calls `changed` after each burst of changes; returns what stops that. */
export function watch(folder: string, changed: () => void): () => void {
  const watcher = Deno.watchFs(folder);
  let timer: ReturnType<typeof setTimeout> | undefined;
  (async () => {
    for await (const event of watcher) {
      if (event.kind === "access") continue;
      clearTimeout(timer);
      timer = setTimeout(changed, QUIET_MS);
    }
  })();
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
