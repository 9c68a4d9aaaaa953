/**
 * Watches a folder for changes, and reports changes that belong together once.
 *
 * @module
 */

/**
 * Changes are reported after this pause, because editors write a file in several steps and tools
 * write several files.
 */
const QUIET_MS = 100;

/** Calls `changed` after each burst of changes. Returns a function that stops the watcher. */
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
