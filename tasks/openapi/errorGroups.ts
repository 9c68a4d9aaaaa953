/**
 * The failures that a route can answer, by what it does.
 *
 * @module
 */
import type { ErrorCode } from "../../supabase/functions/_shared/errors.ts";

type Codes = readonly ErrorCode[];

/** Any route. */
export const ANY: Codes = ["misconfigured", "internal_error"];

/** What reads or writes the database. */
export const DATABASE: Codes = ["database_unavailable", "database_timeout"];

/** What only a signed-in user may call: it reads the database too. */
export const SIGNED_IN: Codes = [...ANY, ...DATABASE, "unauthenticated", "auth_unavailable"];

/** The same, below a path that names the user: it takes user_id and account_id too. */
export const OWN_PATH: Codes = [...SIGNED_IN, "user_not_found", "invalid_request"];

/** The same, with an account to name. */
export const ACCOUNT: Codes = [...OWN_PATH, "account_not_found", "invalid_request"];

/** What takes a JSON body. */
export const BODY: Codes = [
  "invalid_json",
  "unsupported_media_type",
  "body_too_large",
  "invalid_request",
];

/** What opens the user's calendar, and so may refresh the grant. */
export const CALENDAR: Codes = [
  "account_not_found",
  "too_many_requests",
  "calendar_not_connected",
  "google_account_changed",
  "reconnect_required",
  "tokens_unreadable",
  "google_client_misconfigured",
  "google_permission_denied",
  "event_changed",
  "google_rate_limited",
  "google_quota_exceeded",
  "google_unavailable",
  "google_bad_response",
  "google_timeout",
];

/** What writes an event as well. */
export const CALENDAR_WRITE: Codes = [...CALENDAR, "google_rejected_event"];
