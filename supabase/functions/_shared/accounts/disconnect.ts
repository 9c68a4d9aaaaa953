/**
 * Disconnects an account: revokes the grant at Google, then deletes it. If Google cannot be reached
 * nothing is deleted: otherwise the grant would stay valid and could no longer be revoked.
 *
 * @module
 */
import { type Account, clearConnection, readAccount } from "./accounts.ts";
import type { CallContext } from "../context.ts";
import { ApiError } from "../errors.ts";
import { revoke } from "../google/revoke.ts";
import { openRefreshToken } from "./tokens.ts";

/** A grant that changes this often is being refreshed or reconnected at the same time. */
const MAX_ROUNDS = 3;

/** What is done with an account before its grant is revoked. It must not throw. */
export type BeforeRevoking = (account: Account, context: CallContext) => Promise<void>;

/**
 * Disconnects the account that was read. False if the stored token cannot be opened: the token is deleted
 * nevertheless, but the grant stays valid at Google. Throws `google_unavailable` or `google_rate_limited`,
 * and then deletes nothing, or `database_unavailable`.
 */
export async function disconnect(
  account: Account,
  context: CallContext,
  before: BeforeRevoking,
): Promise<boolean> {
  const { userId, accountId } = account;
  await before(account, context);
  let current: Account | undefined = account;
  for (let round = 0; current && round < MAX_ROUNDS; round++) {
    const revoked = await revokeGrant(current, context);
    if (await clearConnection(current, context)) return revoked;
    // Refreshed or reconnected meanwhile: the grant that is stored now must be revoked.
    current = await readAccount({ userId, accountId }, context);
  }
  throw new ApiError("database_unavailable", { cause: new Error("the grant keeps changing") });
}

async function revokeGrant(account: Account, context: CallContext): Promise<boolean> {
  if (account.sealedRefreshToken === null) return true;
  let token: string;
  try {
    token = await openRefreshToken(account);
  } catch (error) {
    if (error instanceof ApiError && error.code === "tokens_unreadable") return false;
    throw error;
  }
  await revoke(token, context);
  return true;
}

/**
 * Disconnects every account of the user. Each is tried, whatever happens to the others. False if a token
 * could not be opened. Throws the first failure.
 */
export async function disconnectAll(
  userId: string,
  accountIds: string[],
  context: CallContext,
  before: BeforeRevoking,
): Promise<boolean> {
  const results = await Promise.allSettled(accountIds.map(async (accountId) => {
    const account = await readAccount({ userId, accountId }, context);
    return !account || await disconnect(account, context, before);
  }));
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
  return results.every((result) => result.status === "fulfilled" && result.value);
}
