/**
 * Judges a grant as it was read: whether it is connected, still of the same Google account, and whether
 * its token is valid for the time of a request.
 *
 * @module
 */
import { type Account, readAccount, type ReconnectReason } from "./accounts.ts";
import type { CallContext } from "../context.ts";
import { EXPIRY_MARGIN_MS, USED_SHARE } from "../deadlines.ts";
import { ApiError } from "../errors.ts";
import { openAccessToken } from "./tokens.ts";

/** An account, and an access token for its calendar. */
export interface LiveGrant {
  account: Account;
  accessToken: string;
}

/** Throws `calendar_not_connected` or `reconnect_required` unless the account can be used. */
export function assertConnected({ status, reason, accessTokenRefused }: Account): void {
  if (status === "not_connected") throw new ApiError("calendar_not_connected");
  // A token that Calendar refused is still tried, because the fault may be Calendar's.
  if (status === "needs_reconnect" && !accessTokenRefused) throw reconnectRequired(reason);
}

/** The failure that tells the user to connect again, and why. `cause` is for the log. */
export function reconnectRequired(reason: ReconnectReason | null, cause?: unknown): ApiError {
  return new ApiError("reconnect_required", { details: { reason }, cause });
}

/**
 * The account as it is now, for a request that began with `begun`. Throws `unauthenticated` if the user
 * is gone, `google_account_changed` if another Google account is connected, or as `assertConnected` does.
 */
export async function readAgain(begun: Account, context: CallContext): Promise<Account> {
  const { userId, accountId } = begun;
  const current = await readAccount({ userId, accountId }, context);
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
 * Whether the stored token is valid for longer than a request takes. A short-lived token is used for most
 * of its lifetime; otherwise each request would refresh it.
 */
export function isFresh(account: Account): boolean {
  const lifetime = account.accessTokenLifetimeMs ?? Infinity;
  const margin = Math.min(EXPIRY_MARGIN_MS, lifetime * (1 - USED_SHARE));
  return account.sealedAccessToken !== null && (account.accessTokenExpiresInMs ?? 0) > margin;
}

/** Whether the error says that a call was not made, because the user has connected another Google account. */
export function accountChanged(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === "google_account_changed";
}
