/**
 * Stores the state of an authorization request, as a hash, and takes it back once (RFC 6749, section 10.12).
 *
 * @module
 */
import type { ConnectionStart } from "../accounts/accounts.ts";
import { assertWithinBudget } from "../accounts/budget.ts";
import { open, seal } from "../accounts/cipher.ts";
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import { userBudgets } from "../env.ts";
import { ApiError } from "../errors.ts";
import { randomToken, sha256Base64url } from "../crypto.ts";

/** The parameters for Google. They are not stored. */
export interface StartedConnect {
  state: string;
  codeChallenge: string;
  nonce: string;
  /** The Google account to suggest: a `sub`, never an e-mail address. */
  loginHint: string | null;
  /** ISO 8601. */
  expiresAt: string;
}

/** What was stored with a callback's state. */
export interface TakenState extends ConnectionStart {
  codeVerifier: string;
  nonce: string;
}

/** A state that cannot be used, but has a return address. */
export interface UselessState {
  useless: "expired" | "user_gone";
  returnTo: string;
}

/** A connection to start. */
export interface ConnectRequest {
  userId: string;
  /** The account that the new grant replaces; by default the default one. */
  accountId?: string;
  /** Adds an account to those that are connected. */
  addAccount?: boolean;
  returnTo: string;
}

/**
 * Starts a connection: stores a new state for ten minutes. Throws `unauthenticated` if the user is gone or
 * banned, `account_not_found`, and `too_many_requests` if the user's budget for authorization requests is
 * spent.
 */
export async function startConnect(
  { userId, accountId, addAccount, returnTo }: ConnectRequest,
  context: CallContext,
): Promise<StartedConnect> {
  // 256 bits each: RFC 6749 section 10.10, RFC 7636 section 7.1.
  const state = randomToken();
  const codeVerifier = randomToken();
  const nonce = randomToken();
  const [row] = await callDatabase("start_oauth", {
    p_user_id: userId,
    p_state_hash: sha256Base64url(state),
    p_sealed_code_verifier: await seal(codeVerifier, {
      userId,
      column: "oauth_states.sealed_code_verifier",
    }),
    p_nonce: nonce,
    p_return_to: returnTo,
    p_connects_per_hour: userBudgets().connectsPerHour,
    p_account_id: accountId,
    p_add_account: addAccount,
  }, context);
  if (!row) throw new ApiError("unauthenticated", { cause: new Error("the user is gone") });
  if (!row.account_found) throw new ApiError("account_not_found");
  assertWithinBudget(row);
  return {
    state,
    codeChallenge: sha256Base64url(codeVerifier),
    nonce,
    loginHint: row.login_hint,
    expiresAt: row.expires_at,
  };
}

/** Reads a state, and deletes it in the same step. Undefined if the state is unknown. Throws `tokens_unreadable`. */
export async function takeState(
  state: string,
  context: CallContext,
): Promise<TakenState | UselessState | undefined> {
  const [row] = await callDatabase(
    "take_oauth_state",
    { p_state_hash: sha256Base64url(state) },
    context,
  );
  if (!row) return undefined;
  if (row.expired) return { useless: "expired", returnTo: row.return_to };
  if (!row.user_active) return { useless: "user_gone", returnTo: row.return_to };
  return {
    userId: row.user_id,
    codeVerifier: await open(row.sealed_code_verifier, {
      userId: row.user_id,
      column: "oauth_states.sealed_code_verifier",
    }),
    nonce: row.nonce,
    returnTo: row.return_to,
    accountId: row.account_id,
    connectionEpoch: row.connection_epoch,
    disconnects: row.disconnects,
    takenAt: row.taken_at,
  };
}
