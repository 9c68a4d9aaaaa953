/**
 * Every time limit, in milliseconds. Each call out gets the smaller of its own limit and what is left
 * of the request's.
 *
 * @module
 */

/** A request ends within this, whatever happens. */
export const REQUEST_MS = 25_000;
/** Of that, what is left for the answer itself once everything that was waited for has ended. */
export const ANSWER_MS = 500;
/** Reading a request's body. 64 KiB arrive within this on a line of 55 kbit/s. */
export const BODY_MS = 10_000;
/** One call of the data API. */
export const DATABASE_MS = 5_000;
/** What the data API gets to read a schema that has just changed. */
export const SCHEMA_RELOAD_MS = 1_000;
/** Loading what builds the requests to Google, beside a call of the data API. */
export const LIBRARY_MS = 5_000;
/** One call of Supabase Auth. */
export const AUTH_MS = 5_000;
/** One call of Google's token, revoke or key endpoint. */
export const TOKEN_MS = 8_000;
/** The exchange of a code with all its tries and waits: it leaves time to verify and save what it gets. */
export const EXCHANGE_MS = 12_000;
/** One call of Google Calendar. */
export const CALENDAR_MS = 10_000;
/** How long `begin_refresh` reserves a refresh: the same number stands in its migration. */
export const LEASE_MS = 15_000;
/**
 * Everything under one lease, from before it is asked for until the new token is saved. The database
 * grants the lease after it is asked, so a turn that ends within this ends before its lease does,
 * however slow the database is.
 */
export const TURN_MS = 14_500;
/** The calls of the token endpoint within a turn, with all tries and waits. */
export const REFRESH_MS = 9_000;
/** What a turn keeps for saving the token, however long its begin took. */
export const SAVE_MS = 3_000;
/** A token is refreshed this long before it ends: longer than a request may take. */
export const EXPIRY_MARGIN_MS = 5 * 60_000;
/** A token that lives for a short time is used for this share of it. */
export const USED_SHARE = 3 / 4;

/**
 * Upkeep begins nothing new with less than this left: a refresh or a revocation, with its database calls,
 * ends before the request does, or at the latest with it.
 */
export const UPKEEP_STEP_MS = REFRESH_MS + 1_000;

/** Tries of one call, the first included. */
export const MAX_TRIES = 4;
/** The longest `Retry-After` that is waited for; beyond it the caller is told. */
export const MAX_RETRY_AFTER_MS = 10_000;
/** The same within a refresh, which has less time. */
export const MAX_REFRESH_RETRY_AFTER_MS = 3_000;
/** Backoff before the second try; doubled for each further one. */
export const FIRST_BACKOFF_MS = 250;
/** How often a caller that waits for another's refresh looks again. */
export const LEASE_POLL_MS = 250;
/** How often one refresh starts over because the grant was written meanwhile. */
export const MAX_GRANT_CHANGES = 5;

/** How long a call may take to react to its signal. */
const GRACE_MS = 100;

/** A point in time by which something must have ended. */
export class Deadline {
  readonly #end: number;

  private constructor(end: number) {
    this.#end = end;
  }

  /** A deadline this many milliseconds from now. */
  static in(milliseconds: number): Deadline {
    return new Deadline(performance.now() + milliseconds);
  }

  /** Milliseconds left; never negative. */
  left(): number {
    return Math.max(0, this.#end - performance.now());
  }

  /** The earlier of this deadline and one this many milliseconds from now. */
  within(milliseconds: number): Deadline {
    return new Deadline(Math.min(this.#end, performance.now() + milliseconds));
  }

  /** This deadline, but as many milliseconds earlier. */
  before(milliseconds: number): Deadline {
    return new Deadline(this.#end - milliseconds);
  }

  /**
   * Runs `call` with a signal that aborts it at this deadline. A call that ignores the signal is
   * abandoned `GRACE_MS` later: then this throws a `TimeoutError`. No timer outlives the call.
   */
  async run<T>(call: (signal: AbortSignal) => PromiseLike<T>): Promise<T> {
    const controller = new AbortController();
    const abandoned = Promise.withResolvers<never>();
    let timer = setTimeout(() => {
      const timeout = new DOMException("The deadline has passed", "TimeoutError");
      timer = setTimeout(() => abandoned.reject(timeout), GRACE_MS);
      controller.abort(timeout);
    }, this.left());
    try {
      return await Promise.race([call(controller.signal), abandoned.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * The result of work that takes no signal. Throws what `timeout` makes of a `TimeoutError`, by default
   * that error itself, if the work takes longer than this deadline; the work then goes on.
   */
  race<T>(
    work: PromiseLike<T>,
    timeout: (cause: unknown) => unknown = (cause) => cause,
  ): Promise<T> {
    return this.run((signal) =>
      Promise.race([
        work,
        new Promise<never>((_, reject) =>
          signal.addEventListener("abort", () => reject(timeout(signal.reason)))
        ),
      ])
    );
  }
}

/** Whether an error, or one of its causes, says that a deadline passed. */
export function isTimeout(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (e.name === "TimeoutError" || e.name === "AbortError") return true;
  }
  return false;
}

/** Waits, but not beyond the deadline. */
export function pause(milliseconds: number, deadline: Deadline): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, deadline.left())));
}
