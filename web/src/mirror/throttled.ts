/**
 * Does at once what is wanted, but not more often than once in a time: what is wanted before that is done when the time is over.
 *
 * @module
 */

/** `wait` in milliseconds. `stop` forgets what was to come. */
export function throttled(act: () => void, wait: number): { run(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWanted = false;
  const run = () => {
    if (timer !== undefined) {
      isWanted = true;
      return;
    }
    timer = setTimeout(() => {
      timer = undefined;
      if (!isWanted) return;
      isWanted = false;
      run();
    }, wait);
    act();
  };
  return { run, stop: () => clearTimeout(timer) };
}
