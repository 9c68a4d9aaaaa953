/**
 * Reads which calendars of a user are mirrored, and asks for a new sync of them.
 *
 * @module
 */
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import { type Answer, oneOf } from "../databaseAnswers.ts";
import { ApiError } from "../errors.ts";
import type { Mirror } from "./answers.ts";
import { inBackground } from "./background.ts";
import { MIRROR_REASONS, MIRROR_STATUSES } from "./states.ts";
import { wakeSync } from "./wake.ts";

type Row = Answer<"read_mirrors">[number];

/** A time of the database's as RFC 3339, whichever data API it came through. */
function isoTime(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

/** The row as it is answered. `name` is the SQL function that it comes from. */
export function toMirror(
  row: Row,
  name: "read_mirrors" | "refresh_mirrors" | "mirror_calendar",
): Mirror {
  const status = oneOf(MIRROR_STATUSES, row.status, name, "status");
  return {
    id: row.id,
    calendar_id: row.google_calendar_id,
    account_id: row.account_id,
    summary: row.summary,
    time_zone: row.time_zone,
    primary: row.is_primary,
    status,
    reason: row.reason === null ? null : oneOf(MIRROR_REASONS, row.reason, name, "reason"),
    push: row.push,
    mirrored_from: isoTime(row.mirrored_from),
    mirrored_until: isoTime(row.mirrored_until),
    version: row.version,
    checked_at: isoTime(row.checked_at),
    progress: status === "loading" ? { pages: row.pages, events: row.events } : null,
  };
}

/** The user's mirrored calendars, of one account or of all. */
export async function readMirrors(
  userId: string,
  accountId: string | undefined,
  context: CallContext,
): Promise<Mirror[]> {
  const rows = await callDatabase(
    "read_mirrors",
    { p_user_id: userId, p_account_id: accountId },
    context,
  );
  return rows.map((row) => toMirror(row, "read_mirrors"));
}

/**
 * Makes the user's mirrored calendars due now, notes that somebody looks at them, and begins to sync. With
 * `accountId` one account's; with `calendarId` that one of the account's alone. Throws `calendar_not_found`
 * if that one is not mirrored.
 */
export async function refreshMirrors(
  userId: string,
  { accountId, calendarId }: { accountId?: string; calendarId?: string },
  context: CallContext,
): Promise<Mirror[]> {
  const rows = await callDatabase("refresh_mirrors", {
    p_user_id: userId,
    p_account_id: accountId,
    p_google_calendar_id: calendarId,
  }, context);
  if (calendarId !== undefined && rows.length === 0) throw new ApiError("calendar_not_found");
  if (rows.length > 0) inBackground(wakeSync);
  return rows.map((row) => toMirror(row, "refresh_mirrors"));
}

/** Whether the mirror is of this account's calendar. `calendarId` is its name in the mirror. */
export function isMirrorOf(
  mirror: Mirror,
  { accountId, calendarId }: { accountId: string; calendarId: string },
): boolean {
  if (mirror.account_id !== accountId) return false;
  return calendarId === "primary" ? mirror.primary : mirror.calendar_id === calendarId;
}
