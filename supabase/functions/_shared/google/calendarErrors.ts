/**
 * Maps a failed Calendar call to an error, by Google's `reason` rather than by status alone.
 * https://developers.google.com/workspace/calendar/api/guides/errors
 *
 * @module
 */
import { ApiError, type ErrorCode } from "../errors.ts";
import { type GoogleErrorItem, refusedParameters } from "./refusedRead.ts";
import { retryAfterOf, temporaryFailure } from "./temporaryFailure.ts";
import { invalidRequest } from "../http/validation.ts";

/** What Google's 404 and 410 are about: the calendar for insert and list, the event for every other method. */
export type Subject = "calendar" | "event";

/** Google's `{error: {code, message, errors: [{reason}], details: [{reason}]}}`; any part may be missing. */
interface GoogleErrorBody {
  error?: {
    message?: string;
    errors?: GoogleErrorItem[];
    details?: { reason?: string }[];
  };
}

const RATE_LIMITED = ["rateLimitExceeded", "userRateLimitExceeded"];
const QUOTA = ["quotaExceeded", "dailyLimitExceeded"];
const SCOPE = ["insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"];

/** Google's 401: the access token is invalid or has expired (`invalid_token`, RFC 6750, section 3.1). */
export class InvalidAccessTokenError extends Error {
  override readonly name = "InvalidAccessTokenError";
  /** Whether the same call was tried before, with an unknown outcome. */
  afterOthers = false;
}

/** Google's 409 on insert: the event's id is taken. */
export class EventIdTaken extends Error {
  override readonly name = "EventIdTaken";
}

/**
 * Google's 410 on a list: the sync token has ended, and everything must be read again. To a caller that
 * gave no token it says what a 404 says.
 * https://developers.google.com/workspace/calendar/api/guides/sync#full_sync_required_by_server
 */
export class SyncTokenEnded extends ApiError {
  constructor(cause: Error) {
    super("calendar_not_found", { cause });
  }
}

/**
 * The error to throw for an answer that is not 2xx: an ApiError, InvalidAccessTokenError or
 * EventIdTaken. `body` is Google's answer, parsed if it is JSON. `read` has the parameters of a call
 * that only reads, by Google's names: a 400 is then about one of them, not about an event.
 */
export function calendarError(
  status: number,
  headers: Headers,
  body: unknown,
  subject: Subject,
  read?: Record<string, unknown>,
): Error {
  const { error } = (body ?? {}) as GoogleErrorBody;
  const items = objectsOf(error?.errors);
  const reasons = [...items, ...objectsOf(error?.details)]
    .flatMap(({ reason }) => typeof reason === "string" ? [reason] : []);
  const cause = new Error(
    `Calendar answered ${status} ${reasons.join(", ") || "without a reason"}`,
  );
  const has = (known: string[]) => reasons.some((reason) => known.includes(reason));
  const fail = (code: ErrorCode, details?: { reason: string | null; message?: string | null }) =>
    new ApiError(code, {
      cause,
      details,
      retryAfter: retryAfterOf(headers),
    });

  switch (status) {
    case 400:
      if (read) return invalidRequest(refusedParameters(items, read), { cause });
      return fail("google_rejected_event", {
        reason: reasons[0] ?? null,
        message: error?.message?.slice(0, 500) ?? null,
      });
    case 401:
      return new InvalidAccessTokenError(cause.message);
    case 403:
      if (has(RATE_LIMITED)) return fail("google_rate_limited");
      if (has(QUOTA)) return quotaExceeded(headers, cause);
      if (has(SCOPE)) return fail("reconnect_required", { reason: "scope_missing" });
      if (has(["accessNotConfigured"])) return fail("google_client_misconfigured");
      return fail("google_permission_denied", { reason: reasons[0] ?? null });
    case 404:
    case 410:
      if (status === 410 && subject === "calendar") return new SyncTokenEnded(cause);
      return fail(subject === "calendar" ? "calendar_not_found" : "event_not_found");
    case 409:
      return new EventIdTaken(cause.message);
    case 412:
      return fail("event_changed");
  }
  return temporaryFailure(status, headers, cause) ?? fail("google_bad_response");
}

function objectsOf<T extends object>(list: T[] | undefined): T[] {
  if (!Array.isArray(list)) return [];
  return list.filter((item) => typeof item === "object" && item !== null);
}

/** Google counts by the minute: another try before that fails, whatever `Retry-After` says. */
function quotaExceeded(headers: Headers, cause: Error): ApiError {
  const retryAfter = Math.max(60, retryAfterOf(headers) ?? 0);
  return new ApiError("google_quota_exceeded", { cause, retryAfter });
}
