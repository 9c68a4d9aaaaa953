/**
 * Waits for what a test cannot await, such as a call that reached the emulator.
 *
 * @module
 */

const POLL_MS = 5;
/** Longer than any request may take. */
const LIMIT_MS = 30_000;

/** Resolves once the condition holds. Throws if it does not hold within 30 seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`In vain: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
