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
import { inBackground } from "./background.ts";
import { nameInMirror } from "./calendarName.ts";
import { stopAllChannels } from "./ends.ts";
import { isMirrorOf, readMirrors, toMirror } from "./mirrors.ts";
import { storeMirror } from "./storeMirror.ts";
import { wakeSync } from "./wake.ts";

/** Who may see when a calendar is busy and nothing else reads no events: the copy would look free. */
const NO_EVENTS = "freeBusyReader";

/** Throws `mirror_disabled` if the project mirrors no calendars. */
export function assertMirrorAllowed(): void {
  if (!mirrorSettings().allowed) throw new ApiError("mirror_disabled");
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
  const name = nameInMirror(calendarId, account);
  const { summary, timeZone, accessRole } = await calendar.events.list(
    { calendarId: name, maxResults: 1, fields: CALENDAR_FIELDS } as Parameters<
      CalendarClient["events"]["list"]
    >[0],
  );
  if (accessRole === NO_EVENTS) {
    throw new ApiError("google_permission_denied", { details: { reason: NO_EVENTS } });
  }
  const { accountId } = account;
  const row = await storeMirror({ accountId, name, summary, timeZone }, context);
  if (!row) throw new ApiError("calendar_not_connected");
  const mirror = toMirror(row, "mirror_calendar");
  try {
    await readAgain(account, context);
  } catch (error) {
    // Another Google account, or none, is connected by now: what was asked for was the former one's.
    await removeMirror(mirror, account, context);
    throw error;
  }
  inBackground(wakeSync);
  return mirror;
}

/**
 * Ends the mirroring of a calendar: Google tells of it no more, and its rows are deleted. Does nothing if it
 * is not mirrored.
 */
export async function unmirrorCalendar(
  account: Account,
  calendarId: string,
  context: CallContext,
): Promise<void> {
  const { userId, accountId } = account;
  const name = nameInMirror(calendarId, account);
  const mirrors = await readMirrors(userId, accountId, context);
  const mirror = mirrors.find((one) => isMirrorOf(one, { accountId, calendarId: name }));
  if (!mirror) return;
  await stopAllChannels(account, context, mirror.id);
  await removeMirror(mirror, account, context);
}

async function removeMirror(
  { calendar_id }: Mirror,
  { userId, accountId }: Account,
  context: CallContext,
): Promise<void> {
  await callDatabase("unmirror_calendar", {
    p_user_id: userId,
    p_account_id: accountId,
    p_google_calendar_id: calendar_id,
  }, context);
}
