/**
 * Repeats a call to Google if another try can help: at most four tries, with full jitter, honouring a
 * short `Retry-After`.
 *
 * @module
 */
import { type Deadline, FIRST_BACKOFF_MS, MAX_TRIES, pause } from "../deadlines.ts";
import { ApiError, type ErrorCode } from "../errors.ts";

/** Failures that another try may fix. A quota that is used up is not among them. */
const TRANSIENT: ReadonlySet<ErrorCode> = new Set([
  "google_rate_limited",
  "google_timeout",
  "google_unavailable",
]);

/** Failures after which Google has certainly not carried out the call: another try cannot do it twice. */
export const NOT_CARRIED_OUT: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["google_rate_limited"]);

/** How long, and after which failures, a call is tried again. */
export interface RetryOptions {
  /** No try starts after it. */
  deadline: Deadline;
  /** The longest `Retry-After`, in milliseconds, that is waited for. */
  maxRetryAfterMs: number;
  /** The only failures after which the call is tried again; by default all temporary ones. */
  only?: ReadonlySet<ErrorCode>;
}

/**
 * Milliseconds before the next try, or undefined if there is none. `tries` is the number of tries so
 * far; `random` is from 0 to 1. Without `Retry-After`: full jitter below a bound that doubles.
 */
export function retryDelay(
  failure: ApiError,
  tries: number,
  maxRetryAfterMs: number,
  random: number,
): number | undefined {
  if (tries >= MAX_TRIES || !TRANSIENT.has(failure.code)) return undefined;
  if (failure.retryAfter !== undefined) {
    const delay = failure.retryAfter * 1000;
    return delay <= maxRetryAfterMs ? delay : undefined;
  }
  return random * FIRST_BACKOFF_MS * 2 ** (tries - 1) * 2;
}

/**
 * The result of the call. A temporary failure is followed by another try while time and tries are left;
 * otherwise the failure of the last try is thrown.
 *
 * @example
 * ```ts
 * const answer = await withRetries(() => callGoogle(request, context), {
 *   deadline: context.deadline,
 *   maxRetryAfterMs: MAX_RETRY_AFTER_MS,
 * });
 * ```
 */
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
