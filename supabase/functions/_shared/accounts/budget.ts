/**
 * What one user may ask for. The database counts, in the call that a request makes anyway.
 *
 * @module
 */
import { ApiError } from "../errors.ts";

/** Throws `too_many_requests` if the database says how long the user must wait, in seconds. */
export function assertWithinBudget(row: { retry_after: number | null } | undefined): void {
  if (typeof row?.retry_after !== "number") return;
  throw new ApiError("too_many_requests", { retryAfter: Math.max(1, Math.ceil(row.retry_after)) });
}
