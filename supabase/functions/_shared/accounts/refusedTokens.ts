/**
 * Access tokens that Google Calendar refuses although they were refreshed just before. Google's token
 * endpoint says that the grant stands, and Calendar that it does not: the grant may be dead, or Calendar
 * may refuse everybody for a while. So the user is asked to reconnect, at once and in every answer, but
 * nothing is final:
 *
 * - No other token is asked for, for five minutes: it would be refused like this one.
 * - Each request still tries the stored token, at one call. The first that Calendar accepts connects
 *   the user again.
 * - After five minutes the connection counts as connected until a call finds out otherwise, with one
 *   more refresh.
 *
 * @module
 */
import { type Account, noteAccess } from "./accounts.ts";
import type { CallContext } from "../context.ts";
import { ApiError, type ErrorCode } from "../errors.ts";
import { type LiveGrant, readAgain, reconnectRequired, storedGrant } from "./grants.ts";

/**
 * What to go on with after Calendar has refused a token that was fresh: the grant that has taken its
 * place meanwhile. Throws `reconnect_required` if there is none, and notes it: until the refusal is
 * over, the connection's status says the same, and no other token is asked for.
 */
export async function replaceRefused(account: Account, context: CallContext): Promise<LiveGrant> {
  if (await noteAccess(account, true, context)) throw reconnectRequired("revoked_or_expired");
  return await storedGrant(await readAgain(account, context));
}

/** Failures that do not tell whether Google took the token. */
const UNTOLD: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "google_bad_response",
  "google_timeout",
  "google_unavailable",
]);

/** Notes that Calendar takes the grant's tokens again, if a call shows it. `failure` is what it came to. */
export async function noteAnswer(
  account: Account,
  failure: unknown,
  context: CallContext,
): Promise<void> {
  if (!account.accessTokenRefused) return;
  if (failure instanceof ApiError && UNTOLD.has(failure.code)) return;
  account.accessTokenRefused = false;
  // The call itself is done: it does not fail because this could not be noted.
  await noteAccess(account, false, context).catch(() => {});
}
