/**
 * Disconnects: revokes the grant at Google first, then forgets it. Nothing is forgotten while Google
 * cannot be reached, or a grant would stand that nobody can take back.
 * https://developers.google.com/identity/protocols/oauth2/web-server#tokenrevoke
 *
 * @module
 */
import { type Account, clearConnection, openRefreshToken, readAccount } from "./accounts.ts";
import type { CallContext } from "./database.ts";
import { MAX_REFRESH_RETRY_AFTER_MS, TOKEN_MS } from "./deadlines.ts";
import { ApiError } from "./errors.ts";
import { googleEndpoint } from "./googleEndpoints.ts";
import { callGoogle, parseRetryAfter } from "./googleFetch.ts";
import { withRetries } from "./retry.ts";

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

/** 200: revoked. 400: it was dead already. */
async function revoke(token: string, { deadline, log }: CallContext): Promise<void> {
  try {
    await withRetries(async () => {
      log?.count("google revoke");
      const { status, headers } = await callGoogle(
        googleEndpoint("revoke"),
        { method: "POST", body: new URLSearchParams({ token }) },
        deadline.within(TOKEN_MS),
      );
      if (status === 200 || status === 400) return;
      throw new ApiError(status === 429 ? "google_rate_limited" : "google_unavailable", {
        cause: new Error(`revoke answered ${status}`),
        retryAfter: parseRetryAfter(headers.get("retry-after")),
      });
    }, { deadline: deadline.within(2 * TOKEN_MS), maxRetryAfterMs: MAX_REFRESH_RETRY_AFTER_MS });
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "google_timeout") throw error;
    throw new ApiError("google_unavailable", { cause: error.cause });
  }
}
