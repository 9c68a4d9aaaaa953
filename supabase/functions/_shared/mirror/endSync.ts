/**
 * Ends a sync: gives the lease back, and says what it came to.
 *
 * @module
 */
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import type { Ending } from "./outcome.ts";
import type { Work } from "./work.ts";

/** Gives the lease of a calendar back whose sync was not begun: it stays due. */
export async function releaseSync(work: Work, lease: string, context: CallContext): Promise<void> {
  await endSync(work, lease, { outcome: "continue" }, 0, context);
}

/** How a sync ended in the database. */
export interface Ended {
  /** The lease had ended before. */
  isLost: boolean;
  /** Whether the calendar is due at once: Google told of a change after the last one was read. */
  isDue: boolean;
}

/**
 * Gives the lease back, and counts the calls. If the database cannot be reached the lease ends by itself.
 */
export async function endSync(
  { calendarId }: Work,
  lease: string,
  { outcome, failure }: Ending,
  calls: number,
  context: CallContext,
): Promise<Ended> {
  const ended = callDatabase("end_sync", {
    p_calendar_id: calendarId,
    p_lease: lease,
    p_outcome: outcome,
    p_retry_after: failure?.retryAfterHeader(),
    p_calls: calls,
    p_error: failure?.code,
  }, context);
  return await ended.then(([row]) => ({
    isLost: row?.answer === "lost",
    isDue: typeof row?.due_in === "number" && row.due_in <= 0,
  }), () => ({ isLost: false, isDue: false }));
}
