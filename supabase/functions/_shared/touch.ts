/**
 * Keeps grants alive: Google drops a refresh token that is not used for six months, so one that was
 * not used for 60 days is used.
 * https://developers.google.com/identity/protocols/oauth2#expiration
 *
 * @module
 */
import { grantsToTouch, readAccount } from "./accounts.ts";
import type { CallContext } from "./database.ts";
import { ApiError } from "./errors.ts";
import { refreshGrant } from "./refresh.ts";

/** How many grants each way. */
export interface TouchReport {
  touched: number;
  /** Dead already: their users are asked to reconnect. */
  needs_reconnect: number;
  /** Could not be refreshed now; tried again next time. */
  failed: number;
}

/** A few at a time: 600 refreshes an hour are far below every limit, and one run stays short. */
export const TOUCH_LIMIT = 10;

/** Refreshes some of the grants that were not used for long, one after the other, until the deadline. */
export async function touchGrants(context: CallContext): Promise<TouchReport> {
  const report: TouchReport = { touched: 0, needs_reconnect: 0, failed: 0 };
  for (const userId of await grantsToTouch(TOUCH_LIMIT, context)) {
    if (context.deadline.left() === 0) break;
    report[await touch(userId, context)]++;
  }
  return report;
}

async function touch(userId: string, context: CallContext): Promise<keyof TouchReport> {
  try {
    const account = await readAccount({ userId }, context);
    if (account?.status !== "connected") return "needs_reconnect";
    await refreshGrant(account, context);
    return "touched";
  } catch (error) {
    if (!(error instanceof ApiError)) return "failed";
    // Connected again meanwhile, and so used just now.
    if (error.code === "google_account_changed") return "touched";
    return error.code === "reconnect_required" ? "needs_reconnect" : "failed";
  }
}
