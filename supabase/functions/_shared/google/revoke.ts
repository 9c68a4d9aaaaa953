/**
 * Revokes a grant at Google. Takes away every grant of the Google account to this project's client, so
 * it is called for a disconnect, and for a grant whose account nobody has connected.
 * https://developers.google.com/identity/protocols/oauth2/web-server#tokenrevoke
 *
 * @module
 */
import type { CallContext } from "../context.ts";
import { MAX_REFRESH_RETRY_AFTER_MS, TOKEN_MS } from "../deadlines.ts";
import { ApiError } from "../errors.ts";
import { googleEndpoint } from "./endpoints.ts";
import { callGoogle, parseRetryAfter } from "./fetch.ts";
import { withRetries } from "./retry.ts";

/** Returns once the grant is revoked (200) or is known to be dead already (400). Throws `google_unavailable` or `google_rate_limited`. */
export async function revoke(token: string, { deadline, log }: CallContext): Promise<void> {
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
