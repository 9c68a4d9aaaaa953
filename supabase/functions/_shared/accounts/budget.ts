/**
 * Limits how much one user may request. The database counts, in the call that each request makes anyway.
 *
 * @module
 */
import { ApiError } from "../errors.ts";

/** Throws `too_many_requests` if the row says how many seconds the user must wait. */
export function assertWithinBudget(row: { retry_after: number | null } | undefined): void {
  if (typeof row?.retry_after !== "number") return;
  throw new ApiError("too_many_requests", { retryAfter: Math.max(1, Math.ceil(row.retry_after)) });
}
