/**
 * Starts and ends the mirroring of one calendar.
 *
 * @module
 */
import type { Account } from "../accounts/accounts.ts";
import { readAgain } from "../accounts/grants.ts";
import type { CalendarClient } from "../calendarClient.ts";
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import { mirrorSettings } from "../env.ts";
import { ApiError } from "../errors.ts";
import { CALENDAR_FIELDS } from "../google/calendarFields.ts";
import type { Mirror } from "./answers.ts";
import { toMirror } from "./mirrors.ts";

/** Who may see when a calendar is busy and nothing else reads no events: the copy would look free. */
const NO_EVENTS = "freeBusyReader";

/** `primary`, or what Google's id of a calendar may be. */
export const CALENDAR_ID = /^[\x21-\x7e]{1,255}$/;

/** The calendar's id in a path. Throws `calendar_not_found` for a text that cannot be one. */
export function parseCalendarParam(calendarId: string): string {
  if (!CALENDAR_ID.test(calendarId)) throw new ApiError("calendar_not_found");
  return calendarId;
}

/** Throws `mirror_disabled` if the project mirrors no calendars. */
export function assertMirrorAllowed(): void {
  if (!mirrorSettings().allowed) throw new ApiError("mirror_disabled");
}

/** Whether the account's primary calendar is meant: by that name, or by the account's own address. */
function isPrimary(calendarId: string, { googleEmail }: Account): boolean {
  return calendarId === "primary" || calendarId.toLowerCase() === googleEmail?.toLowerCase();
}

/**
 * Mirrors the calendar from now on, and answers how far that is; a calendar that is mirrored already goes on
 * as it is. Asks Google once for the calendar's name and zone. Throws `calendar_not_found`, or
 * `google_permission_denied` if the account may not read its events.
 */
export async function mirrorCalendar(
  calendar: CalendarClient,
  calendarId: string,
  context: CallContext,
): Promise<Mirror> {
  const { account } = calendar;
  const { summary, timeZone, accessRole } = await calendar.events.list(
    { calendarId, maxResults: 1, fields: CALENDAR_FIELDS } as Parameters<
      CalendarClient["events"]["list"]
    >[0],
  );
  if (accessRole === NO_EVENTS) {
    throw new ApiError("google_permission_denied", { details: { reason: NO_EVENTS } });
  }
  const { daysBack, daysAhead, timesOnly } = mirrorSettings();
  const primary = isPrimary(calendarId, account);
  const [row] = await callDatabase("mirror_calendar", {
    p_account_id: account.accountId,
    p_google_calendar_id: primary ? account.googleEmail ?? "primary" : calendarId,
    p_is_primary: primary,
    p_summary: summary ?? undefined,
    p_time_zone: timeZone ?? undefined,
    p_days_back: daysBack,
    p_days_ahead: daysAhead,
    p_times_only: timesOnly,
  }, context);
  try {
    await readAgain(account, context);
  } catch (error) {
    // Another Google account, or none, is connected by now: the name that was asked for was the former one's.
    if (row) await unmirrorCalendar(account, row.google_calendar_id, context);
    throw error;
  }
  if (!row) throw new ApiError("calendar_not_connected");
  return toMirror(row, "mirror_calendar");
}

/** Ends the mirroring of a calendar and deletes its rows. Does nothing if it is not mirrored. */
export async function unmirrorCalendar(
  { userId, accountId }: Account,
  calendarId: string,
  context: CallContext,
): Promise<void> {
  await callDatabase("unmirror_calendar", {
    p_user_id: userId,
    p_account_id: accountId,
    p_google_calendar_id: calendarId,
  }, context);
}
