/**
 * Every time limit, in milliseconds. Each call gets the smaller of its own limit and the time that the
 * request has left.
 *
 * @module
 */

/** Every request ends within this time. */
export const REQUEST_MS = 25_000;
/** The part of `REQUEST_MS` that is kept for writing the answer. */
export const ANSWER_MS = 500;
/** Reading a request's body. 64 KiB arrive in this time at 55 kbit/s. */
export const BODY_MS = 10_000;
/** One call of the data API. */
export const DATABASE_MS = 5_000;
/** The time that the data API gets to reload a schema that has just changed. */
export const SCHEMA_RELOAD_MS = 1_000;
/** Loading the library that builds requests to Google, at the same time as a call of the data API. */
export const LIBRARY_MS = 5_000;
/** One call of Supabase Auth. */
export const AUTH_MS = 5_000;
/** One call of Google's token, revoke or key endpoint. */
export const TOKEN_MS = 8_000;
/** The exchange of a code with all its tries and waits. It leaves time to verify and save the grant. */
export const EXCHANGE_MS = 12_000;
/** One call of Google Calendar. */
export const CALENDAR_MS = 10_000;
/** How long `begin_refresh` reserves a refresh. The migration has the same number. */
export const LEASE_MS = 15_000;
/**
 * Everything under one lease, from before the request for it until the new token is saved. The database
 * grants the lease after the request, so a turn that ends within this time ends before its lease, however
 * slow the database is.
 */
export const TURN_MS = 14_500;
/** The calls of the token endpoint within a turn, with all tries and waits. */
export const REFRESH_MS = 9_000;
/** The part of a turn that is kept for saving the token, however long the begin took. */
export const SAVE_MS = 3_000;
/** A token is refreshed this long before it expires: longer than a request may take. */
export const EXPIRY_MARGIN_MS = 5 * 60_000;
/** A short-lived token is used for this share of its lifetime. */
export const USED_SHARE = 3 / 4;

/**
 * Upkeep starts nothing with less than this left, so that a refresh or a revocation, with its database
 * calls, ends before the request does.
 */
export const UPKEEP_STEP_MS = REFRESH_MS + 1_000;

/** A run of the mirror begins no further page after this time, so that its CPU time stays below the platform's 2 s. */
export const MIRROR_WORK_MS = 15_000;
/** The part of a sync's time that is kept for its end, which sets when the calendar is due again. */
export const END_SYNC_MS = 3_000;
/** The time between the starts of two reads of the same calendar. The migration has the same number. */
export const SYNC_SPACING_MS = 2_000;
/** How long a write waits until the mirror has it. */
export const NOTE_WRITE_MS = 1_000;
/** Stopping all channels of an account, before its grant is revoked. */
export const STOP_CHANNELS_MS = 2_000;

/** The number of tries of one call, the first included. */
export const MAX_TRIES = 4;
/** The longest `Retry-After` that a request waits for; a longer one is passed on to the caller. */
export const MAX_RETRY_AFTER_MS = 10_000;
/** The same within a refresh, which has less time. */
export const MAX_REFRESH_RETRY_AFTER_MS = 3_000;
/** The mean wait before the second try; it doubles with each further try. */
export const FIRST_BACKOFF_MS = 250;
/** The wait between two looks at a lease that another instance holds. */
export const LEASE_POLL_MS = 250;
/** How often one refresh may start over because the grant was written meanwhile. */
export const MAX_GRANT_CHANGES = 5;

/** How long a call may take to react to its abort signal. */
const GRACE_MS = 100;

/**
 * A point in time by which a call must have ended.
 *
 * @example
 * ```ts
 * const response = await context.deadline.within(TOKEN_MS).run((signal) => fetch(url, { signal }));
 * ```
 */
export class Deadline {
  readonly #end: number;

  private constructor(end: number) {
    this.#end = end;
  }

  /** A deadline this many milliseconds from now. */
  static in(milliseconds: number): Deadline {
    return new Deadline(performance.now() + milliseconds);
  }

  /** The milliseconds that are left; never negative. */
  left(): number {
    return Math.max(0, this.#end - performance.now());
  }

  /** The earlier of this deadline and one this many milliseconds from now. */
  within(milliseconds: number): Deadline {
    return new Deadline(Math.min(this.#end, performance.now() + milliseconds));
  }

  /** The deadline this many milliseconds before this one. */
  before(milliseconds: number): Deadline {
    return new Deadline(this.#end - milliseconds);
  }

  /**
   * The result of `call`, whose signal aborts at this deadline with a `TimeoutError`. If the call ignores
   * the signal, this throws the `TimeoutError` `GRACE_MS` later. No timer outlives the call.
   */
  async run<T>(call: (signal: AbortSignal) => PromiseLike<T>): Promise<T> {
    const controller = new AbortController();
    const abandoned = Promise.withResolvers<never>();
    let timer = setTimeout(() => {
      const timeout = deadlinePassed();
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
  async race<T>(
    work: PromiseLike<T>,
    timeout: (cause: unknown) => unknown = (cause) => cause,
  ): Promise<T> {
    const passed = Promise.withResolvers<never>();
    const timer = setTimeout(() => passed.reject(timeout(deadlinePassed())), this.left());
    try {
      return await Promise.race([work, passed.promise]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function deadlinePassed(): DOMException {
  return new DOMException("The deadline has passed", "TimeoutError");
}

/** Whether an error, or one of its causes, says that a deadline has passed. */
export function isTimeout(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (e.name === "TimeoutError" || e.name === "AbortError") return true;
  }
  return false;
}

/** Waits, but not longer than until the deadline. */
export function pause(milliseconds: number, deadline: Deadline): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, deadline.left())));
}
