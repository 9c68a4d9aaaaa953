/**
 * Refreshes a grant's access token: one refresh at a time in an instance by a shared promise, and
 * across instances by a lease in the database. A second refresh would be waste; a save that is refused
 * is safety, because the token may then belong to another Google account.
 *
 * @module
 */
import {
  abandonRefresh,
  type Account,
  beginRefresh,
  endRefresh,
  markNeedsReconnect,
  openRefreshToken,
  type ReconnectReason,
} from "./accounts.ts";
import type { CallContext } from "../context.ts";
import {
  Deadline,
  LEASE_POLL_MS,
  MAX_GRANT_CHANGES,
  pause,
  REFRESH_MS,
  REQUEST_MS,
  SAVE_MS,
  TURN_MS,
} from "../deadlines.ts";
import { ApiError } from "../errors.ts";
import { isFresh, type LiveGrant, readAgain, reconnectRequired, storedGrant } from "./grants.ts";
import { allows } from "../google/scopes.ts";
import { InvalidGrantError, refreshAccessToken, type TokenGrant } from "../google/tokenEndpoint.ts";

const inFlight = new Map<string, Promise<LiveGrant>>();

/** The grant with a token that is good for longer than a request takes: the stored one, or a refreshed one. */
export async function freshGrant(account: Account, context: CallContext): Promise<LiveGrant> {
  if (isFresh(account)) return await storedGrant(account);
  return await refreshGrant(account, context);
}

/** Refreshes the grant that was read, unless somebody else has done so since. In the same Google account, or not at all. */
export async function refreshGrant(account: Account, context: CallContext): Promise<LiveGrant> {
  const key = JSON.stringify([account.userId, account.googleAccountId, account.grantVersion]);
  let refresh = inFlight.get(key);
  if (!refresh) {
    // Shared by callers with different deadlines, so it has one of its own.
    const shared = { ...context, deadline: Deadline.in(REQUEST_MS) };
    refresh = takeTurns(account, shared).finally(() => inFlight.delete(key));
    inFlight.set(key, refresh);
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
  for (let changes = 0; changes <= MAX_GRANT_CHANGES;) {
    // The lease is granted after this moment, so what ends by then ends within the lease.
    const turn = { ...context, deadline: context.deadline.within(TURN_MS) };
    const began = await begin(account, lease, turn);
    if (began === "refused") throw reconnectRequired("revoked_or_expired");
    if (began === "begun") {
      const grant = await refreshOnce(account, lease, turn, context);
      if (grant) return grant;
    }
    if (began === "busy") await wait(context);
    else changes++;
    const current = await readAgain(account, context);
    // Neither ours nor another's nor changed: the database disagrees with itself, for a moment at best.
    if (current.grantVersion === account.grantVersion && began !== "busy") await wait(context);
    if (current.grantVersion !== account.grantVersion && isFresh(current)) {
      return await storedGrant(current);
    }
    account = current;
  }
  throw new ApiError("database_unavailable", { cause: new Error("the grant keeps changing") });
}

/** Waits before looking again. Throws `google_timeout` once there is no time to. */
async function wait({ deadline }: CallContext): Promise<void> {
  await pause(LEASE_POLL_MS * (0.5 + Math.random()), deadline);
  if (deadline.left() > 0) return;
  throw new ApiError("google_timeout", { cause: new Error("the refresh did not end in time") });
}

async function begin(account: Account, lease: string, context: CallContext) {
  try {
    return await beginRefresh(account, lease, context);
  } catch (error) {
    // The lease may have been granted, and the answer lost.
    await abandonQuietly(account, lease, context);
    throw error;
  }
}

/** Under the lease. Undefined if the grant is no longer the one that was read. */
async function refreshOnce(
  account: Account,
  lease: string,
  turn: CallContext,
  context: CallContext,
): Promise<LiveGrant | undefined> {
  let grant: TokenGrant;
  try {
    grant = await refreshAccessToken(
      await openRefreshToken(account),
      turn.deadline.before(SAVE_MS).within(REFRESH_MS),
      context.log,
    );
  } catch (error) {
    if (error instanceof InvalidGrantError) {
      const reason = error.subtype === "invalid_rapt" ? "session_control" : "revoked_or_expired";
      return await giveUp(account, reason, context);
    }
    await abandonQuietly(account, lease, context);
    throw error;
  }
  if (grant.scopes && !allows(grant.scopes, "events")) {
    return await giveUp(account, "scope_missing", context);
  }
  return await save(account, lease, grant, turn);
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
    await abandonQuietly(account, lease, context);
    // A rotated refresh token that is not saved is a grant that is lost: that must be seen. And an
    // answer that is not known may have been a refusal.
    if (grant.refreshToken !== undefined || isUnknownAnswer(error)) throw error;
    // Saving erred, but the token is good: the request goes on, and the next one refreshes again.
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

function isUnknownAnswer(error: unknown): boolean {
  return error instanceof ApiError && error.code === "internal_error";
}

/** The lease ends by itself: giving it back early is only a courtesy to the next request. */
async function abandonQuietly(account: Account, lease: string, context: CallContext) {
  try {
    await abandonRefresh(account, lease, context);
  } catch {
    // The failure that led here is the one to tell.
  }
}
