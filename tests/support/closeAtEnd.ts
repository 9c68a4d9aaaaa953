/**
 * Closes what a test file started before its tests.
 *
 * @module
 */

/** Closes it after the last test of the file. */
export function closeAtEnd(started: { close(): Promise<void> }): void {
  Deno.test.afterAll(() => started.close());
}
