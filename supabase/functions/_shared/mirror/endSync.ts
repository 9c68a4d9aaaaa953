/**
 * Ends a sync: gives the lease back, and says what it came to.
 *
 * @module
 */
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import type { Ending } from "./outcome.ts";
import type { Work } from "./work.ts";

/** Gives the lease of a calendar back whose sync was not begun: it stays due, or there was nothing to read. */
export async function releaseSync(
  work: Work,
  lease: string,
  outcome: "continue" | "done",
  context: CallContext,
): Promise<void> {
  await endSync(work, lease, { outcome }, 0, context);
}

/**
 * Gives the lease back, and counts the calls. `lost` if the lease had ended. If the database cannot be
 * reached the lease ends by itself.
 */
export async function endSync(
  { calendarId }: Work,
  lease: string,
  { outcome, failure }: Ending,
  calls: number,
  context: CallContext,
): Promise<string | undefined> {
  const ended = callDatabase("end_sync", {
    p_calendar_id: calendarId,
    p_lease: lease,
    p_outcome: outcome,
    p_retry_after: failure?.retryAfterHeader(),
    p_calls: calls,
    p_error: failure?.code,
  }, context);
  return await ended.then(([row]) => row?.answer, () => undefined);
}
