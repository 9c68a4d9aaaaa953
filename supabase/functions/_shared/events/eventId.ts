/**
 * The id of an event to create. It is derived from the user, the Google account and the idempotency
 * key, so that the same request always ends in the same event.
 *
 * A primary calendar is not a part of the id, because it has several names (`primary`, the user's
 * address, an address that the user had before) that only Google can resolve. Google keeps ids apart by
 * calendar.
 *
 * @module
 */
import type { Account } from "../accounts/accounts.ts";
import { base32hex, sha256 } from "../crypto.ts";

/** The ids of calendars that are nobody's primary one. These have one name, in any case. */
const SECONDARY_CALENDAR = /@[^@]+\.calendar\.google\.com$/i;

/**
 * The id: 52 characters of base32hex in lower case, which Google allows in an id. `attempt` counts the
 * ids that are taken by the user's events in other calendars.
 */
export function eventIdFor(
  { userId, googleAccountId }: Account,
  calendarId: string,
  key: string,
  attempt = 0,
): string {
  const calendar = SECONDARY_CALENDAR.test(calendarId) ? calendarId.toLowerCase() : null;
  return base32hex(
    sha256(JSON.stringify([userId, googleAccountId, calendar, key, attempt])),
  );
}
