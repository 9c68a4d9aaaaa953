/**
 * Runs jobs side by side, a few at a time.
 *
 * @module
 */

/** A runner that starts a job when fewer than `size` are under way, in the order they came. */
export function pool(size: number): <T>(job: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (job) => {
    if (running >= size) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await job();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
