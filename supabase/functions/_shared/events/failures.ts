/**
 * What a failed Calendar call says about the event that it was about.
 *
 * @module
 */
import { ApiError, type ErrorCode } from "../errors.ts";

const UNCERTAIN: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "google_bad_response",
  "google_timeout",
  "google_unavailable",
]);

/** True if Google may have done what it was asked for, although the call failed. */
export function isUncertain(error: unknown): error is ApiError {
  return error instanceof ApiError && UNCERTAIN.has(error.code);
}

/** True if the event's etag is not the one that the call demanded. */
export function isEventChanged(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === "event_changed";
}

/** True if Google does not have the event, or has it as deleted. */
export function isEventNotFound(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === "event_not_found";
}
