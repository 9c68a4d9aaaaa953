/**
 * A calendar whose sync has begun, as the database answers it: what to read next, and with which account.
 *
 * @module
 */
import { type Account, accountOf } from "../accounts/accounts.ts";
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import { type Answer, oneOf } from "../databaseAnswers.ts";
import { mirrorSettings } from "../env.ts";

/** What is read next: everything, in two passes, or the changes; a snapshot is everything, in one pass, each day. */
export const PHASES = ["list", "window", "live", "snapshot"] as const;
export type Phase = typeof PHASES[number];

/** One calendar to sync, under a lease. */
export interface Work {
  calendarId: string;
  /** Google's id of the calendar, or `primary`. */
  googleCalendarId: string;
  phase: Phase;
  syncToken: string | null;
  pageToken: string | null;
  /** The sync token that counts once the rebuild under way has ended. */
  pendingToken: string | null;
  /** The number of the query that the tokens belong to. */
  parameters: number;
  /** The number of the newest rebuild; 0 if there was none. */
  rebuild: number;
  /** The time that is mirrored: ISO 8601. */
  from: string;
  until: string;
  /** Where the mirrored time has to go on to; null if it reaches far enough. */
  windowUntil: string | null;
  /** The count of the app's own writes when this was read. */
  localWrites: number;
  timesOnly: boolean;
  /** Whether Google has said that the calendar changed. */
  notified: boolean;
  account: Account;
}

type Row = Answer<"claim_due">[number];

/** The work of a row of one of these SQL functions. */
export function workOf(row: Row, name: "claim_due" | "begin_sync" | "push_received"): Work {
  return {
    calendarId: row.calendar_id,
    googleCalendarId: row.google_calendar_id,
    phase: oneOf(PHASES, row.phase, name, "phase"),
    syncToken: row.sync_token,
    pageToken: row.page_token,
    pendingToken: row.pending_token,
    parameters: row.parameters,
    rebuild: row.rebuild,
    from: instant(row.mirrored_from),
    until: instant(row.mirrored_until),
    windowUntil: row.window_due ? instant(row.window_until) : null,
    localWrites: row.local_writes,
    timesOnly: row.times_only,
    notified: row.notified,
    account: accountOf(row, name),
  };
}

/** The database's time in the form that Google takes. Empty before the first rebuild, which decides it. */
export function instant(time: string | null): string {
  return time === null ? "" : new Date(time).toISOString();
}

/** Asks for the lease of one calendar. Undefined if another sync has it, or if it cannot be synced now. */
export async function beginSync(
  calendarId: string,
  lease: string,
  context: CallContext,
): Promise<Work | undefined> {
  const [row] = await callDatabase(
    "begin_sync",
    { p_calendar_id: calendarId, p_lease: lease },
    context,
  );
  return row?.answer === "begun" ? workOf(row, "begin_sync") : undefined;
}

/** Takes up to `limit` calendars that are due, under one lease. None if the day's calls are used up. */
export async function claimDue(
  lease: string,
  limit: number,
  context: CallContext,
): Promise<Work[]> {
  const rows = await callDatabase("claim_due", {
    p_lease: lease,
    p_limit: limit,
    p_calls_per_day: mirrorSettings().callsPerDay,
  }, context);
  return rows.map((row) => workOf(row, "claim_due"));
}
