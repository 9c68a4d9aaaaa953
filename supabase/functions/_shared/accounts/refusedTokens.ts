/**
 * Handles access tokens that Google Calendar refuses although they have just been refreshed. Google's token
 * endpoint says that the grant is valid, and Calendar says that it is not: the grant may be dead, or
 * Calendar may refuse everybody for a while. So every answer tells the user to reconnect, but nothing is
 * final:
 *
 * - For five minutes no other token is requested, because Calendar would refuse it too.
 * - Each request still tries the stored token with one call. If Calendar accepts it, the user is connected
 *   again.
 * - After five minutes the connection counts as connected, until a call with one more refresh fails.
 *
 * @module
 */
import { type Account, noteAccess } from "./accounts.ts";
import type { CallContext } from "../context.ts";
import { ApiError, type ErrorCode } from "../errors.ts";
import { type LiveGrant, readAgain, reconnectRequired, storedGrant } from "./grants.ts";

/**
 * The grant that has replaced the one whose fresh token Calendar refused. If there is none, notes the
 * refusal and throws `reconnect_required`: until the refusal is over, the connection's status says the
 * same, and no other token is requested.
 */
export async function replaceRefused(account: Account, context: CallContext): Promise<LiveGrant> {
  if (await noteAccess(account, true, context)) throw reconnectRequired("revoked_or_expired");
  return await storedGrant(await readAgain(account, context));
}

/** Failures after which it is unknown whether Google accepted the token. */
const UNKNOWN: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "google_bad_response",
  "google_timeout",
  "google_unavailable",
]);

/** Notes that Calendar accepts the grant's tokens again, if a call shows it. `failure` is the call's error. */
export async function noteAnswer(
  account: Account,
  failure: unknown,
  context: CallContext,
): Promise<void> {
  if (!account.accessTokenRefused) return;
  if (failure instanceof ApiError && UNKNOWN.has(failure.code)) return;
  account.accessTokenRefused = false;
  // The call itself has ended, so it does not fail if this cannot be noted.
  await noteAccess(account, false, context).catch(() => {});
}
