/**
 * The lease in the database that lets one instance at a time refresh a grant: begins it, and ends it with
 * a saved token or without one.
 *
 * @module
 */
import {
  abandonRefresh,
  type Account,
  beginRefresh,
  endRefresh,
  type LeaseOutcome,
} from "./accounts.ts";
import type { CallContext } from "../context.ts";
import { ApiError } from "../errors.ts";
import type { LiveGrant } from "./grants.ts";
import type { TokenGrant } from "../google/tokenEndpoint.ts";

/** Asks for the lease: see `beginRefresh`. */
export async function beginLease(
  account: Account,
  lease: string,
  context: CallContext,
): Promise<LeaseOutcome> {
  try {
    return await beginRefresh(account, lease, context);
  } catch (error) {
    // The database may have granted the lease although its answer was lost.
    await abandonLease(account, lease, context);
    throw error;
  }
}

/**
 * Saves the refreshed grant and ends the lease. Undefined if the lease has ended or the grant was written
 * meanwhile: the token may belong to another Google account, and must not be used. Throws if a failed
 * save loses something.
 */
export async function saveUnderLease(
  account: Account,
  lease: string,
  grant: TokenGrant,
  context: CallContext,
): Promise<LiveGrant | undefined> {
  try {
    if (!await endRefresh(account, lease, grant, context)) return undefined;
  } catch (error) {
    await abandonLease(account, lease, context);
    // Without the new refresh token the grant is lost, so the failure must be seen. An unknown answer
    // may have been a refusal.
    if (grant.refreshToken !== undefined || isUnknownAnswer(error)) throw error;
    // The token is valid although it could not be saved: this request uses it, and the next one refreshes again.
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

/** Gives the lease back early, so that the next request need not wait until it ends by itself. Never throws. */
export async function abandonLease(
  account: Account,
  lease: string,
  context: CallContext,
): Promise<void> {
  try {
    await abandonRefresh(account, lease, context);
  } catch {
    // The failure that led here is the one to report.
  }
}
