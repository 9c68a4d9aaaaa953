/**
 * The states of a mirrored calendar, and why it is in one.
 *
 * @module
 */

export const MIRROR_STATUSES = ["loading", "live", "stale", "paused", "failed"] as const;
export const MIRROR_REASONS = [
  "reconnect_required",
  "calendar_gone",
  "no_permission",
  "quota",
  "disabled",
  "asleep",
] as const;
