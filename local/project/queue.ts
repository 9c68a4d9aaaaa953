/**
 * One job at a time, in the order they came.
 *
 * @module
 */

/** Runs a job after all those before it have ended, however they ended. */
export type Queue = <T>(job: () => Promise<T>) => Promise<T>;

export function serialQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const result = last.then(job);
    last = result.catch(() => {});
    return result;
  };
}
