/**
 * Work that goes on after the answer.
 * https://supabase.com/docs/guides/functions/background-tasks
 *
 * @module
 */

interface Platform {
  EdgeRuntime?: { waitUntil(work: Promise<unknown>): void };
}

/**
 * Lets the work go on when the request has been answered: the platform keeps the instance until the work
 * has ended. Where there is no such platform the work just runs. A failure ends nothing: the work says what
 * became of it, and what it has not done is still due.
 */
export function inBackground(work: () => Promise<void>): void {
  const running = work().catch((error) => console.error(String(error)));
  (globalThis as Platform).EdgeRuntime?.waitUntil(running);
}
