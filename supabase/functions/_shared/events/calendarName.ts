/**
 * Gives each calendar one name.
 *
 * @module
 */
import type { Account } from "../accounts/accounts.ts";

/** `primary` for the account's primary calendar, whose id is the account's address. Otherwise the id as given. */
export function calendarNameOf(
  calendarId: string,
  { googleEmail }: Pick<Account, "googleEmail">,
): string {
  const own = googleEmail !== null && calendarId.toLowerCase() === googleEmail.toLowerCase();
  return own ? "primary" : calendarId;
}
