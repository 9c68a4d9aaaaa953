/**
 * Tries a call to Google again where that can help: at most four times, with full jitter, honouring
 * `Retry-After` where it is short.
 *
 * @module
 */
import { type Deadline, FIRST_BACKOFF_MS, MAX_TRIES, pause } from "../deadlines.ts";
import { ApiError, type ErrorCode } from "../errors.ts";

/** Failures that another try may mend. A quota that is used up is not among them. */
const TRANSIENT: ReadonlySet<ErrorCode> = new Set([
  "google_rate_limited",
  "google_timeout",
  "google_unavailable",
]);

/** Failures of a call that was refused, so that another try cannot be a second one. */
export const NOT_CARRIED_OUT: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["google_rate_limited"]);

export interface RetryOptions {
  deadline: Deadline;
  /** The longest `Retry-After`, in milliseconds, that is waited for. */
  maxRetryAfterMs: number;
  /** The only failures to try again after; all that may pass, if left out. */
  only?: ReadonlySet<ErrorCode>;
}

/**
 * Milliseconds before the next try, or undefined where there is to be none. `tries` were made so far;
 * `random` is from 0 to 1. Without `Retry-After`: full jitter below a bound that doubles.
 */
export function retryDelay(
  failure: ApiError,
  tries: number,
  maxRetryAfterMs: number,
  random: number,
): number | undefined {
  if (tries >= MAX_TRIES || !TRANSIENT.has(failure.code)) return undefined;
  if (failure.statedRetryAfter !== undefined) {
    const stated = failure.statedRetryAfter * 1000;
    return stated <= maxRetryAfterMs ? stated : undefined;
  }
  return random * FIRST_BACKOFF_MS * 2 ** (tries - 1) * 2;
}

/** Makes the call until it succeeds, until its failure will not pass, or until time or tries are used up. */
export async function withRetries<T>(
  call: () => Promise<T>,
  { deadline, maxRetryAfterMs, only }: RetryOptions,
): Promise<T> {
  for (let tries = 1;; tries++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ApiError) || only?.has(error.code) === false) throw error;
      const delay = retryDelay(error, tries, maxRetryAfterMs, Math.random());
      if (delay === undefined || delay >= deadline.left()) throw error;
      await pause(delay, deadline);
    }
  }
}
