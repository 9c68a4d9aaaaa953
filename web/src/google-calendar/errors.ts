/**
 * Every failure of a call is one `CalendarError`, whose `code` is what programs read.
 *
 * @module
 */

/** The codes that the functions answer, by the HTTP contract. */
export const ANSWER_CODES = [
  "invalid_json",
  "google_rejected_event",
  "unauthenticated",
  "reconnect_required",
  "google_permission_denied",
  "user_not_found",
  "resource_not_found",
  "event_not_found",
  "calendar_not_found",
  "not_found",
  "method_not_allowed",
  "calendar_not_connected",
  "event_deleted",
  "google_account_in_use",
  "confirmation_expired",
  "event_changed",
  "body_too_large",
  "unsupported_media_type",
  "invalid_request",
  "idempotency_mismatch",
  "google_client_misconfigured",
  "tokens_unreadable",
  "misconfigured",
  "internal_error",
  "google_unavailable",
  "google_bad_response",
  "google_rate_limited",
  "google_quota_exceeded",
  "database_unavailable",
  "auth_unavailable",
  "google_timeout",
  "database_timeout",
] as const;

/** The codes that come back in the address after Google's pages. */
export const RETURN_CODES = [
  "access_denied",
  "state_invalid",
  "google_scope_missing",
  "google_no_refresh_token",
  "google_identity_invalid",
  "google_account_in_use",
  "google_unavailable",
  "google_client_misconfigured",
  "connect_not_saved",
  "database_unavailable",
  "user_gone",
] as const;

/** The codes for what never reached a function, or came back as something else. */
export const CLIENT_CODES = ["offline", "network_error", "unexpected_answer"] as const;

/** Any code that has words of its own. */
export type KnownCode =
  | typeof ANSWER_CODES[number]
  | typeof RETURN_CODES[number]
  | typeof CLIENT_CODES[number];

/** The flat error object of the contract, and what HTTP said around it. */
export interface CalendarErrorFields {
  code: string;
  message: string;
  details?: unknown;
  hint?: string | null;
  request_id?: string | null;
  /** The HTTP status, or 0 where there was no answer. */
  status?: number;
  /** Seconds to wait before another try, where the answer said so. */
  retry_after?: number | null;
}

/** A call that failed. `message` may be shown to people; `explain` has fuller words. */
export class CalendarError extends Error {
  override name = "CalendarError";
  readonly code: string;
  readonly details: unknown;
  readonly hint: string | null;
  readonly request_id: string | null;
  readonly status: number;
  readonly retry_after: number | null;

  constructor(fields: CalendarErrorFields, options?: ErrorOptions) {
    super(fields.message, options);
    this.code = fields.code;
    this.details = fields.details ?? null;
    this.hint = fields.hint ?? null;
    this.request_id = fields.request_id ?? null;
    this.status = fields.status ?? 0;
    this.retry_after = fields.retry_after ?? null;
  }
}

/** Any thrown value as a `CalendarError`, so that one way of showing failures is enough. */
export function toCalendarError(thrown: unknown): CalendarError {
  if (thrown instanceof CalendarError) return thrown;
  return new CalendarError(
    { code: "unexpected_answer", message: "Something unexpected happened." },
    { cause: thrown },
  );
}

/** No answer came: `offline` where the browser knows that it has no network. */
export function noAnswer(cause: unknown): CalendarError {
  const offline = globalThis.navigator?.onLine === false;
  return new CalendarError(
    offline
      ? { code: "offline", message: "You are offline." }
      : { code: "network_error", message: "No answer came." },
    { cause },
  );
}
