/**
 * What a failed Calendar call means, by Google's `reason` rather than by status.
 * https://developers.google.com/workspace/calendar/api/guides/errors
 *
 * @module
 */
import { ApiError, type ErrorCode } from "../errors.ts";
import { parseRetryAfter } from "./fetch.ts";
import { type GoogleErrorItem, refusedParameters } from "./refusedRead.ts";
import { invalidRequest } from "../http/validation.ts";

/** What Google's 404 and 410 are about: on insert and list the calendar, elsewhere the event. */
export type Subject = "calendar" | "event";

/** Google's `{error: {code, message, errors: [{reason}], details: [{reason}]}}`, as far as it is there. */
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

/** Google's 401: the access token is not, or no longer, good. One refresh may fix it. */
export class InvalidAccessTokenError extends Error {
  override readonly name = "InvalidAccessTokenError";
  /** Whether the same call was tried before: what came of that try is not known. */
  afterOthers = false;
}

/** Google's 409 on insert: the event's id is taken. */
export class EventIdTaken extends Error {
  override readonly name = "EventIdTaken";
}

/**
 * The error to throw for an answer that is not 2xx. `body` is what Google sent, parsed if it is JSON.
 * `read` are the parameters of a call that only reads, by Google's names: a 400 is then about one of
 * them, and about no event.
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
      retryAfter: parseRetryAfter(headers.get("retry-after")),
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
      return fail(subject === "calendar" ? "calendar_not_found" : "event_not_found");
    case 409:
      return new EventIdTaken(cause.message);
    case 412:
      return fail("event_changed");
    case 429:
      return fail("google_rate_limited");
  }
  return fail(status >= 500 ? "google_unavailable" : "google_bad_response");
}

function objectsOf<T extends object>(list: T[] | undefined): T[] {
  if (!Array.isArray(list)) return [];
  return list.filter((item) => typeof item === "object" && item !== null);
}

/** Google counts by the minute: asking again sooner is of no use, whatever it says. */
function quotaExceeded(headers: Headers, cause: Error): ApiError {
  const stated = parseRetryAfter(headers.get("retry-after")) ?? 0;
  return new ApiError("google_quota_exceeded", { cause, retryAfter: Math.max(60, stated) });
}
