/**
 * Google's answers that ask for another try later: for Calendar, the token endpoint and the revoke
 * endpoint alike.
 *
 * @module
 */
import { ApiError } from "../errors.ts";

/**
 * The failure to throw if Google's status is 429 or 5xx; undefined for every other status. `cause` is
 * for the log.
 */
export function temporaryFailure(
  status: number,
  headers: Headers,
  cause: Error,
): ApiError | undefined {
  if (status !== 429 && status < 500) return undefined;
  return new ApiError(status === 429 ? "google_rate_limited" : "google_unavailable", {
    cause,
    retryAfter: retryAfterOf(headers),
  });
}

/** The `Retry-After` header in seconds; undefined if there is none or it cannot be read. */
export function retryAfterOf(headers: Headers): number | undefined {
  return parseRetryAfter(headers.get("retry-after"));
}

/** `Retry-After` in seconds, given as a number or as a date (RFC 9110, section 10.2.3). */
export function parseRetryAfter(header: string | null, now = Date.now()): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
