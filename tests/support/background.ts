/**
 * The platform's `EdgeRuntime.waitUntil` for tests: keeps the work that goes on after an answer.
 *
 * @module
 */

interface Platform {
  EdgeRuntime?: { waitUntil(work: Promise<unknown>): void };
}

export interface Background {
  /** How much work was handed over since the last call. Waits until all of it has ended. */
  ended(): Promise<number>;
}

/** From now on the functions' background work is kept. */
export function keepBackground(): Background {
  let works: Promise<unknown>[] = [];
  (globalThis as Platform).EdgeRuntime = { waitUntil: (work) => void works.push(work) };
  return {
    async ended() {
      const taken = works;
      works = [];
      await Promise.allSettled(taken);
      return taken.length;
    },
  };
}
