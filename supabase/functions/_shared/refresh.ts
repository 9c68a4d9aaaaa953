/**
 * Refreshes a grant's access token: one refresh at a time in an instance by a shared promise, and
 * across instances by a lease in the database. A second refresh would be waste; a save that is refused
 * is safety, for the token may then belong to another Google account.
 *
 * @module
 */
import {
  abandonRefresh,
  type Account,
  beginRefresh,
  endRefresh,
  markNeedsReconnect,
  openAccessToken,
  openRefreshToken,
  readAccount,
  type ReconnectReason,
} from "./accounts.ts";
import type { CallContext } from "./database.ts";
import {
  Deadline,
  EXPIRY_MARGIN_MS,
  LEASE_POLL_MS,
  pause,
  REFRESH_MS,
  REQUEST_MS,
} from "./deadlines.ts";
import { ApiError } from "./errors.ts";
import { allows } from "./scopes.ts";
import { GrantRefused, refreshAccessToken, type TokenGrant } from "./tokenEndpoint.ts";

/** An account and the access token that opens its calendar. */
export interface LiveGrant {
  account: Account;
  accessToken: string;
}

const underWay = new Map<string, Promise<LiveGrant>>();

/** Throws unless the account is connected: `calendar_not_connected` or `reconnect_required`. */
export function assertConnected({ status, reason }: Account): void {
  if (status === "not_connected") throw new ApiError("calendar_not_connected");
  if (status === "needs_reconnect") throw reconnectRequired(reason);
}

export function reconnectRequired(reason: ReconnectReason | null, cause?: unknown): ApiError {
  return new ApiError("reconnect_required", { details: { reason }, cause });
}

/** The grant with a token that is good for longer than a request takes: the stored one, or a refreshed one. */
export async function liveGrant(account: Account, context: CallContext): Promise<LiveGrant> {
  if (
    account.sealedAccessToken !== null &&
    (account.accessTokenExpiresInMs ?? 0) > EXPIRY_MARGIN_MS
  ) {
    return { account, accessToken: await openAccessToken(account) };
  }
  return await refreshGrant(account, context);
}

/** Refreshes the grant that was read, unless somebody else has done so since. */
export async function refreshGrant(account: Account, context: CallContext): Promise<LiveGrant> {
  const key = `${account.userId} ${account.grantVersion}`;
  let refresh = underWay.get(key);
  if (!refresh) {
    // Shared by callers with different deadlines, so it has one of its own.
    const shared = { ...context, deadline: Deadline.in(REQUEST_MS) };
    refresh = takeTurns(account, shared).finally(() => underWay.delete(key));
    underWay.set(key, refresh);
  }
  if (context.log) context.log.refreshed = true;
  const shared = refresh;
  return await context.deadline.run((signal) =>
    Promise.race([
      shared,
      new Promise<never>((_, reject) =>
        signal.addEventListener("abort", () => reject(new ApiError("google_timeout")))
      ),
    ])
  );
}

/** Refreshes when the lease is ours; waits and reads again while it is another's. */
async function takeTurns(account: Account, context: CallContext): Promise<LiveGrant> {
  const lease = crypto.randomUUID();
  while (context.deadline.left() > 0) {
    const turn = await beginRefresh(account, lease, context);
    if (turn === "begun") {
      const grant = await refreshOnce(account, lease, context);
      if (grant) return grant;
    } else if (turn === "busy") {
      await pause(LEASE_POLL_MS * (0.5 + Math.random()), context.deadline);
    }
    const current = await readAccount({ userId: account.userId }, context);
    if (!current) throw new ApiError("unauthenticated", { cause: new Error("the user is gone") });
    assertConnected(current);
    if (current.grantVersion !== account.grantVersion) {
      account = current;
      if ((account.accessTokenExpiresInMs ?? 0) > EXPIRY_MARGIN_MS) {
        return { account, accessToken: await openAccessToken(account) };
      }
    }
  }
  throw new ApiError("google_timeout", { cause: new Error("the refresh did not end in time") });
}

/** Under the lease. Undefined where the grant is no longer the one that was read. */
async function refreshOnce(
  account: Account,
  lease: string,
  context: CallContext,
): Promise<LiveGrant | undefined> {
  let grant: TokenGrant;
  try {
    grant = await refreshAccessToken(
      await openRefreshToken(account),
      context.deadline.within(REFRESH_MS),
      context.log,
    );
  } catch (error) {
    if (error instanceof GrantRefused) {
      const reason = error.subtype === "invalid_rapt" ? "session_control" : "revoked_or_expired";
      return await giveUp(account, reason, context);
    }
    await abandonQuietly(account, lease, context);
    throw error;
  }
  if (grant.scopes && !allows(grant.scopes, "events")) {
    return await giveUp(account, "scope_missing", context);
  }
  return await save(account, lease, grant, context);
}

/** Marks the grant as dead, if it is still the one that was read: then throws `reconnect_required`. */
async function giveUp(
  account: Account,
  reason: ReconnectReason,
  context: CallContext,
): Promise<undefined> {
  if (await markNeedsReconnect(account, reason, context)) throw reconnectRequired(reason);
}

async function save(
  account: Account,
  lease: string,
  grant: TokenGrant,
  context: CallContext,
): Promise<LiveGrant | undefined> {
  try {
    if (!await endRefresh(account, lease, grant, context)) return undefined;
  } catch (error) {
    // A rotated refresh token that is not saved is a grant that is lost: that must be seen.
    if (grant.refreshToken !== undefined) throw error;
    // Saving erred, but the token is good: the request goes on, and the next one refreshes again.
    await abandonQuietly(account, lease, context);
    return { account, accessToken: grant.accessToken };
  }
  return {
    account: {
      ...account,
      grantVersion: account.grantVersion + 1,
      scopes: grant.scopes ?? account.scopes,
      accessTokenExpiresInMs: grant.expiresIn * 1000,
    },
    accessToken: grant.accessToken,
  };
}

/** The lease ends by itself: giving it back early is only a courtesy to the next request. */
async function abandonQuietly(account: Account, lease: string, context: CallContext) {
  try {
    await abandonRefresh(account, lease, context);
  } catch {
    // The failure that led here is the one to tell.
  }
}
