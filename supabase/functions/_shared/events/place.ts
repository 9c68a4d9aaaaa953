/**
 * Names the calendar and the account that an event is in.
 *
 * @module
 */
import type { Account } from "../accounts/accounts.ts";

/** Where an event is. */
export interface Place {
  /** `primary` for the account's primary calendar, else the calendar's id. */
  calendarId: string;
  accountId: string;
}

/** The place of a calendar as a request names it. The id of an account's primary calendar is its address. */
export function placeOf(
  calendarId: string,
  { accountId, googleEmail }: Pick<Account, "accountId" | "googleEmail">,
): Place {
  const own = googleEmail !== null && calendarId.toLowerCase() === googleEmail.toLowerCase();
  return { calendarId: own ? "primary" : calendarId, accountId };
}
