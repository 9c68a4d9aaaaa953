/**
 * How much one run of the mirror may do: an Edge Function has 2 s of CPU time, and 1,000 events take 40 to 70 ms.
 *
 * @module
 */
import { Deadline, MIRROR_WORK_MS } from "../deadlines.ts";

/** The events that one run reads at most. */
export const RUN_EVENTS = 14_000;

/** The rest is done by the next run: the calendar is due at once. */
export class LimitReached extends Error {
  override readonly name = "LimitReached";
}

export class Limits {
  readonly #until = Deadline.in(MIRROR_WORK_MS);
  #events = RUN_EVENTS;

  /** Counts events that were read. */
  count(events: number): void {
    this.#events -= events;
  }

  /** Whether nothing more may be begun. */
  reached(): boolean {
    return this.#events <= 0 || this.#until.left() === 0;
  }

  /** Throws LimitReached. */
  check(): void {
    if (this.reached()) throw new LimitReached();
  }
}
