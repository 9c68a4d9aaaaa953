/**
 * Works on a queue, several items at a time, until the queue is empty or the time is used up.
 *
 * @module
 */
import type { CallContext } from "../context.ts";
import { UPKEEP_STEP_MS } from "../deadlines.ts";

/** Items at the same time by default: far below Google's limits, and 10 calls need very little memory. */
export const PARALLEL = 10;

/**
 * Calls `work` for each item that `take` returns, for up to `most` items; a slow item delays no other.
 * Starts nothing with less than `UPKEEP_STEP_MS` left. Takes few items in advance, because an item that
 * was taken but not worked on becomes available again only later. Throws what `take` or `work` throws.
 */
export async function inParallel<T>(
  most: number,
  { deadline }: CallContext,
  take: (limit: number) => Promise<T[]>,
  work: (item: T) => Promise<void>,
  parallel = PARALLEL,
): Promise<void> {
  let left = most;
  let waiting: T[] = [];
  let taking: Promise<void> | undefined;

  async function refill() {
    waiting = await take(Math.min(parallel, left));
    left = waiting.length === 0 ? 0 : left - waiting.length;
  }
  async function worker() {
    while (deadline.left() > UPKEEP_STEP_MS) {
      const item = waiting.pop();
      if (item !== undefined) {
        await work(item);
      } else if (left > 0 || taking) {
        await (taking ??= refill().finally(() => taking = undefined));
      } else {
        return;
      }
    }
  }
  await Promise.all(Array.from({ length: parallel }, worker));
}
