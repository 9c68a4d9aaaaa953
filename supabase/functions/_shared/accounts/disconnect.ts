/**
 * Disconnects: revokes the grant at Google first, then forgets it. Nothing is forgotten while Google
 * cannot be reached, or a grant would stand that nobody can take back.
 *
 * @module
 */
import { type Account, clearConnection, openRefreshToken, readAccount } from "./accounts.ts";
import type { CallContext } from "../context.ts";
import { ApiError } from "../errors.ts";
import { revoke } from "../google/revoke.ts";

/** A grant that changes again and again is being refreshed or reconnected right now. */
const MAX_ROUNDS = 3;

/**
 * Disconnects the account that was read. False where a stored token could not be opened: it is
 * forgotten all the same, but the grant still stands at Google.
 */
export async function disconnect(account: Account, context: CallContext): Promise<boolean> {
  let current: Account | undefined = account;
  for (let round = 0; current && round < MAX_ROUNDS; round++) {
    const revoked = await revokeGrant(current, context);
    if (await clearConnection(current, context)) return revoked;
    // Refreshed or reconnected meanwhile: what is stored now is what must go.
    current = await readAccount({ userId: account.userId }, context);
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
