/**
 * Waits for something that others wait for as well, and that goes on by itself.
 *
 * @module
 */
import type { Deadline } from "./deadlines.ts";

/** Rejects with a TimeoutError if the deadline comes first. */
export function waitFor<T>(promise: Promise<T>, deadline: Deadline): Promise<T> {
  return deadline.run((signal) =>
    Promise.race([
      promise,
      new Promise<never>((_, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason))
      ),
    ])
  );
}
