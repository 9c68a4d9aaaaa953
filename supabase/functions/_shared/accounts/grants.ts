/**
 * What can be done with a grant as it was read: whether it is connected, still the same Google account's,
 * and whether its token is good for the time of a request.
 *
 * @module
 */
import { type Account, openAccessToken, readAccount, type ReconnectReason } from "./accounts.ts";
import type { CallContext } from "../context.ts";
import { EXPIRY_MARGIN_MS, USED_SHARE } from "../deadlines.ts";
import { ApiError } from "../errors.ts";

/** An account and the access token that opens its calendar. */
export interface LiveGrant {
  account: Account;
  accessToken: string;
}

/** Throws unless the account can be used: `calendar_not_connected` or `reconnect_required`. */
export function assertConnected({ status, reason, accessTokenRefused }: Account): void {
  if (status === "not_connected") throw new ApiError("calendar_not_connected");
  // A token that Calendar refused is tried again: Calendar may have been at fault, not the grant.
  if (status === "needs_reconnect" && !accessTokenRefused) throw reconnectRequired(reason);
}

export function reconnectRequired(reason: ReconnectReason | null, cause?: unknown): ApiError {
  return new ApiError("reconnect_required", { details: { reason }, cause });
}

/**
 * Reads the account again for a request that began in `begun`. Throws `unauthenticated` if the user is
 * gone, `google_account_changed` if another Google account is connected, or as `assertConnected` does.
 */
export async function readAgain(begun: Account, context: CallContext): Promise<Account> {
  const current = await readAccount({ userId: begun.userId }, context);
  if (!current) throw new ApiError("unauthenticated", { cause: new Error("the user is gone") });
  if (
    current.status !== "not_connected" && current.googleAccountId !== begun.googleAccountId
  ) {
    throw new ApiError("google_account_changed");
  }
  assertConnected(current);
  return current;
}

/** The grant with its stored token. Throws `tokens_unreadable`. */
export async function storedGrant(account: Account): Promise<LiveGrant> {
  return { account, accessToken: await openAccessToken(account) };
}

/**
 * Whether the stored token is good for longer than a request takes. One with a short life is used for
 * most of it, or each request would refresh it.
 */
export function isFresh(account: Account): boolean {
  const lifetime = account.accessTokenLifetimeMs ?? Infinity;
  const margin = Math.min(EXPIRY_MARGIN_MS, lifetime * (1 - USED_SHARE));
  return account.sealedAccessToken !== null && (account.accessTokenExpiresInMs ?? 0) > margin;
}

/** Whether a call was not made because the user has connected another Google account. */
export function accountChanged(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === "google_account_changed";
}
