/**
 * Every failure that a caller can see: its code, its status and the message for the person at the screen.
 * The log gets a different text, the failure's `cause`.
 *
 * @module
 */
import type { ErrorFields } from "./errorFields.ts";

export type { Problem } from "./errorFields.ts";

/** Status, message and, if there is a remedy, a hint for the programmer. */
type Entry = readonly [status: ErrorStatus, message: string, hint?: string];

type ErrorStatus =
  | 400
  | 401
  | 403
  | 404
  | 405
  | 409
  | 410
  | 412
  | 413
  | 415
  | 422
  | 429
  | 500
  | 502
  | 503
  | 504;

const OPERATOR = "Something is not set up right on our side. We have been told; please try later.";

/** Every code, with its status and texts. */
export const ERRORS = {
  invalid_json: [400, "The request could not be read.", "Send a JSON object in UTF-8."],
  google_rejected_event: [400, "Google Calendar did not accept this event."],
  unauthenticated: [401, "Please sign in.", "Authorization: Bearer <Supabase access token>"],
  reconnect_required: [401, "Please reconnect Google Calendar.", "POST /oauth-initiate"],
  google_permission_denied: [403, "Google Calendar does not allow this for your account."],
  user_not_found: [
    404,
    "There is no such user.",
    "The path takes the user's own google_id, or me.",
  ],
  account_not_found: [
    404,
    "This Google account is not connected.",
    "GET /calendar-connection lists the connected accounts.",
  ],
  resource_not_found: [404, "This resource does not exist."],
  event_not_found: [404, "This event does not exist."],
  calendar_not_found: [404, "This calendar does not exist."],
  not_found: [404, "There is nothing at this address."],
  method_not_allowed: [405, "This cannot be done at this address.", "See the Allow header."],
  calendar_not_connected: [409, "Connect Google Calendar first.", "POST /oauth-initiate"],
  event_deleted: [409, "This event was created and then deleted.", "Use a new idempotency key."],
  google_account_changed: [
    409,
    "You connected another Google account in the meantime. Please look again, then decide.",
    "Nothing was done in the new account. Read from it again before naming anything in it.",
  ],
  google_account_in_use: [409, "That Google account is already connected for another user."],
  mirror_disabled: [
    409,
    "This app does not keep a copy of calendars.",
    "The project's setting MIRROR is off.",
  ],
  mirror_not_ready: [
    409,
    "This calendar's copy is not up to date at the moment.",
    "The calendar is not mirrored, not live, or not for all of this time. source=google asks Google.",
  ],
  confirmation_expired: [410, "This took too long. Please connect again.", "POST /oauth-initiate"],
  event_changed: [412, "This event was changed in the meantime.", "Read it again, then decide."],
  body_too_large: [413, "The request is too large.", "At most 64 KiB."],
  unsupported_media_type: [
    415,
    "The request could not be read.",
    "Content-Type: application/json",
  ],
  invalid_request: [422, "Some of the details are not valid."],
  idempotency_mismatch: [
    422,
    "This idempotency key was used for another event.",
    "Use a new key for a new event, and the same body for the same key.",
  ],
  too_many_requests: [429, "That was a lot at once. Please wait a moment.", "See Retry-After."],
  google_client_misconfigured: [500, OPERATOR],
  tokens_unreadable: [500, OPERATOR],
  misconfigured: [500, OPERATOR],
  internal_error: [500, "Something went wrong on our side. Please try again."],
  google_unavailable: [502, "Google Calendar cannot be reached. Please try again."],
  google_bad_response: [
    502,
    "Google Calendar gave an answer that makes no sense. Please try again.",
  ],
  google_rate_limited: [503, "Google Calendar is busy. Please try again in a moment."],
  google_quota_exceeded: [503, "Google Calendar's limit is used up. Please try again later."],
  database_unavailable: [503, "The database cannot be reached. Please try again."],
  auth_unavailable: [503, "Your sign-in cannot be checked now. Please try again."],
  google_timeout: [504, "Google Calendar takes too long to answer. Please try again."],
  database_timeout: [504, "The database takes too long to answer. Please try again."],
} as const satisfies Record<string, Entry>;

/** What programs read. A code never changes its meaning. */
export type ErrorCode = keyof typeof ERRORS;

/**
 * An answer's `details`. They never hold a text of a provider or the database, except Google's message for
 * a rejected event.
 */
export type ErrorDetails = ErrorFields["details"];

/** What an error has beside its code. */
export interface ApiErrorOptions {
  details?: ErrorDetails;
  /** Seconds to wait, from the upstream `Retry-After` header or the database's count. */
  retryAfter?: number;
  /** For the log only. It must not hold a secret. */
  cause?: unknown;
}

/** Seconds to wait before trying again, if the failure itself does not say. */
const DEFAULT_RETRY_AFTER: Partial<Record<ErrorCode, number>> = {
  google_rate_limited: 5,
  // Google counts its quotas by the minute.
  google_quota_exceeded: 60,
  database_unavailable: 5,
  auth_unavailable: 5,
};

/** A failure with a code of `ERRORS`. Any other error that a route throws answers `internal_error`. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: ErrorStatus;
  readonly details: ErrorDetails;
  /** Seconds to wait, if Google, Auth or the database has said so. */
  readonly retryAfter: number | undefined;

  constructor(readonly code: ErrorCode, options: ApiErrorOptions = {}) {
    super(ERRORS[code][1], { cause: options.cause });
    this.status = ERRORS[code][0];
    this.details = options.details ?? null;
    this.retryAfter = options.retryAfter;
  }

  /** Seconds for the answer's `Retry-After` header; undefined if it has none (RFC 9110, section 10.2.3). */
  retryAfterHeader(): number | undefined {
    return this.retryAfter ?? DEFAULT_RETRY_AFTER[this.code];
  }

  /** The answer's body. */
  toBody(requestId: string): { code: ErrorCode } & ErrorFields {
    const [, message, hint = null] = ERRORS[this.code] as Entry;
    return { code: this.code, message, details: this.details, hint, request_id: requestId };
  }
}

/** The error itself if it has a code, else `internal_error` with the error as its cause. */
export function toApiError(thrown: unknown): ApiError {
  return thrown instanceof ApiError ? thrown : new ApiError("internal_error", { cause: thrown });
}
