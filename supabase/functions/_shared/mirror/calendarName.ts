/**
 * The one name under which a calendar is mirrored, whatever name a request has for it.
 *
 * @module
 */
import type { Account } from "../accounts/accounts.ts";
import { ApiError } from "../errors.ts";

/** `primary`, or what Google's id of a calendar may be. */
export const CALENDAR_ID = /^[\x21-\x7e]{1,255}$/;

/** The calendar's id in a path. Throws `calendar_not_found` for a text that cannot be one. */
export function parseCalendarParam(calendarId: string): string {
  if (!CALENDAR_ID.test(calendarId)) throw new ApiError("calendar_not_found");
  return calendarId;
}

/**
 * The calendar's name in the mirror: `primary` for the account's own one, which has its address too, else
 * Google's id, which is an address and so the same in capitals. Otherwise one calendar would be mirrored
 * twice.
 */
export function nameInMirror(calendarId: string, { googleEmail }: Account): string {
  const name = calendarId.toLowerCase();
  return name === googleEmail?.toLowerCase() ? "primary" : name;
}
