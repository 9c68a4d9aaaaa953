/**
 * Connections that wait until the user confirms the Google account. If an attacker sends a victim the
 * attacker's own link, the attacker cannot confirm the connection: only the victim's browser gets the
 * secret, and the secret works only for the user who started.
 *
 * @module
 */
import { assertWithinBudget } from "../accounts/budget.ts";
import type { PendingConnection } from "./answers.ts";
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import { userBudgets } from "../env.ts";
import { ApiError } from "../errors.ts";
import { sha256Base64url } from "../crypto.ts";

/** The account that waits. Throws `confirmation_expired`, also if the confirmation is unknown or another user's. */
export async function readPending(
  userId: string,
  confirmation: string,
  context: CallContext,
): Promise<PendingConnection> {
  const [pending] = await callDatabase("read_confirmation", {
    p_user_id: userId,
    p_confirmation_hash: sha256Base64url(confirmation),
  }, context);
  if (!pending) throw new ApiError("confirmation_expired");
  const { user_active, ...shown } = pending;
  if (!user_active) throw userGone();
  return shown;
}

function userGone(): ApiError {
  return new ApiError("unauthenticated", { cause: new Error("the user is gone") });
}

/**
 * Connects the account that waits. Throws `confirmation_expired`, `google_account_in_use`,
 * `too_many_requests`, or `reconnect_required` if Google gave no refresh token.
 */
export async function confirmPending(
  userId: string,
  confirmation: string,
  context: CallContext,
): Promise<void> {
  const [row] = await callDatabase("confirm_connection", {
    p_user_id: userId,
    p_confirmation_hash: sha256Base64url(confirmation),
    p_calls_per_minute: userBudgets().callsPerMinute,
  }, context);
  assertWithinBudget(row);
  switch (row?.outcome) {
    case "saved":
      return;
    case "account_in_use":
      throw new ApiError("google_account_in_use");
    case "no_refresh_token":
      throw new ApiError("reconnect_required", { details: { reason: "revoked_or_expired" } });
    case "user_gone":
      throw userGone();
  }
  throw new ApiError("confirmation_expired");
}
