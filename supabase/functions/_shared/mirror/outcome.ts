/**
 * What a sync came to, in the database's words: they decide when the calendar is due again.
 *
 * @module
 */
import { type ApiError, type ErrorCode, toApiError } from "../errors.ts";
import { LimitReached } from "./limits.ts";

/** `empty`: nothing was found although Google had told of a change. `continue`: the rest is due at once. */
export type Outcome =
  | "done"
  | "empty"
  | "continue"
  | "failed"
  | "rate_limited"
  | "reconnect"
  | "calendar_gone"
  | "no_permission";

/** An outcome, and for a failure why. */
export interface Ending {
  outcome: Outcome;
  failure?: ApiError;
}

/** Failures that are about the account, the calendar or the project. After every other the sync is tried again. */
const OUTCOMES: Partial<Record<ErrorCode, Outcome>> = {
  reconnect_required: "reconnect",
  calendar_not_connected: "reconnect",
  unauthenticated: "reconnect",
  calendar_not_found: "calendar_gone",
  google_permission_denied: "no_permission",
  google_rate_limited: "rate_limited",
  google_quota_exceeded: "rate_limited",
};

/** The ending after what was thrown. */
export function endingOf(thrown: unknown): Ending {
  if (thrown instanceof LimitReached) return { outcome: "continue" };
  const failure = toApiError(thrown);
  return { outcome: OUTCOMES[failure.code] ?? "failed", failure };
}
