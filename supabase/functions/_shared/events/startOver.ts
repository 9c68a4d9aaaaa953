/**
 * Work that names nothing of one Google account, so that it can be done in another: a new event, a
 * first page, free time.
 *
 * @module
 */
import { type Account, readAccount } from "../accounts/accounts.ts";
import { type CalendarClient, ChangedAfterCreation, openCalendar } from "../calendarClient.ts";
import type { CallContext } from "../context.ts";
import { ApiError } from "../errors.ts";
import { accountChanged } from "../accounts/grants.ts";
import type { Feature } from "../google/scopes.ts";

/**
 * Does the work in the user's calendar. If the user connects another Google account meanwhile, the
 * work is done once more from its start in that one, and nothing of the first is used. Throws
 * `google_account_changed` if the account changes again, or if an event may have been created in the
 * first.
 */
export async function inCalendar<T>(
  account: Account,
  context: CallContext,
  work: (calendar: CalendarClient) => Promise<T>,
  feature: Feature = "events",
): Promise<T> {
  try {
    return await work(await openCalendar(account, context, feature));
  } catch (error) {
    if (!accountChanged(error) || error instanceof ChangedAfterCreation) throw error;
  }
  const current = await readAccount({ userId: account.userId }, context);
  if (!current) throw new ApiError("unauthenticated", { cause: new Error("the user is gone") });
  return await work(await openCalendar(current, context, feature));
}
