/**
 * Loaded into a child process first: ends it when its parent ends, however that happens. The parent
 * holds the other end of standard input and never writes to it; the system closes it with the parent.
 *
 * @module
 */

async function exitWithParent(): Promise<void> {
  for await (const _nothing of Deno.stdin.readable);
  Deno.exit(0);
}

exitWithParent();
