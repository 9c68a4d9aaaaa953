/**
 * A queue that runs one job at a time, in order.
 *
 * @module
 */

/** Runs a job when all earlier jobs have succeeded or failed. */
export type Queue = <T>(job: () => Promise<T>) => Promise<T>;

export function serialQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const result = last.then(job);
    last = result.catch(() => {});
    return result;
  };
}
