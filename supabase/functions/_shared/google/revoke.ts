/**
 * Revokes a grant at Google. Google then revokes every grant of that Google account to this project's
 * client, so this is called for a disconnect, and for a grant whose account is connected nowhere.
 * https://developers.google.com/identity/protocols/oauth2/web-server#tokenrevoke
 *
 * @module
 */
import type { CallContext } from "../context.ts";
import { MAX_REFRESH_RETRY_AFTER_MS, TOKEN_MS } from "../deadlines.ts";
import { ApiError } from "../errors.ts";
import { googleEndpoint } from "./endpoints.ts";
import { callGoogle } from "./fetch.ts";
import { withRetries } from "./retry.ts";
import { retryAfterOf, temporaryFailure } from "./temporaryFailure.ts";

/**
 * Revokes the grant of a refresh token. Returns if Google revoked it (200), or no longer knows it (400).
 * Throws `google_unavailable`, also for a timeout, or `google_rate_limited`.
 */
export async function revoke(refreshToken: string, context: CallContext): Promise<void> {
  try {
    await withRetries(() => revokeOnce(refreshToken, context), {
      deadline: context.deadline.within(2 * TOKEN_MS),
      maxRetryAfterMs: MAX_REFRESH_RETRY_AFTER_MS,
    });
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "google_timeout") throw error;
    throw new ApiError("google_unavailable", { cause: error.cause });
  }
}

async function revokeOnce(refreshToken: string, context: CallContext): Promise<void> {
  const { status, headers } = await callGoogle({
    name: "revoke",
    url: googleEndpoint("revoke"),
    method: "POST",
    body: new URLSearchParams({ token: refreshToken }),
    timeoutMs: TOKEN_MS,
  }, context);
  if (status === 200 || status === 400) return;
  const cause = new Error(`revoke answered ${status}`);
  throw temporaryFailure(status, headers, cause) ??
    new ApiError("google_unavailable", { cause, retryAfter: retryAfterOf(headers) });
}
