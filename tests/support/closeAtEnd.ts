/**
 * Closes what a file started before its tests, as its last test.
 *
 * @module
 */

/** What it leaves open was opened before the test, so the sanitizers have nothing to say here. */
export function closeAtEnd(started: { close(): Promise<void> }): void {
  Deno.test({
    name: "what was started is closed",
    sanitizeOps: false,
    sanitizeResources: false,
    fn: () => started.close(),
  });
}
