/**
 * Handles Google's redirect, up to the saved connection. Every failure has a code for the page. Nothing is
 * revoked here, because that would end the user's own connection too.
 *
 * @module
 */
import type { CallbackError } from "./answers.ts";
import { saveConnection, type SaveOutcome } from "../accounts/accounts.ts";
import type { CallContext } from "../context.ts";
import { randomToken, sha256Base64url } from "../crypto.ts";
import { ApiError, type ErrorCode } from "../errors.ts";
import { type GoogleIdentity, InvalidIdTokenError, verifyIdToken } from "../google/idToken.ts";
import { allows } from "../google/scopes.ts";
import { type TakenState, takeState } from "./states.ts";
import { exchangeCode, InvalidGrantError, type TokenGrant } from "../google/tokenEndpoint.ts";

/** What a redirect from Google came to. */
export interface CallbackOutcome {
  /** The address that is stored with the state; undefined if the state is unknown. */
  returnTo: string | undefined;
  /** Undefined if the account is connected, or waits for a confirmation. */
  error: CallbackError | undefined;
  /** The secret that confirms the connection: for the web app's own page at `CONNECT_PATH` only. */
  confirmation?: string;
  /** Whose account is connected now. */
  connected?: string;
  /** For the log only. */
  cause?: unknown;
}

/** Why a connection was not saved. */
const SAVE_ERRORS: Record<SaveOutcome, CallbackError | undefined> = {
  saved: undefined,
  to_confirm: undefined,
  user_gone: "user_gone",
  no_refresh_token: "google_no_refresh_token",
  account_in_use: "google_account_in_use",
  superseded: "state_invalid",
};

/** The failures that the page has a code for. Every other one is `connect_not_saved`. */
const FAILURES: Partial<Record<ErrorCode, CallbackError>> = {
  google_client_misconfigured: "google_client_misconfigured",
  google_unavailable: "google_unavailable",
  google_timeout: "google_unavailable",
  google_bad_response: "google_unavailable",
  google_rate_limited: "google_unavailable",
  database_unavailable: "database_unavailable",
  database_timeout: "database_unavailable",
};

/** Google's issuer identifier, in a redirect (RFC 9207) as in its ID tokens. */
const ISSUER = "https://accounts.google.com";

/** The parameters that are read. All others (`scope`, `authuser`, `hd`, `prompt`) are ignored. */
const PARAMETERS = ["state", "code", "error", "iss"];

/**
 * Whether Google can have sent this redirect: no parameter is repeated (RFC 6749, section 3.1), and the
 * issuer, if one is named, is Google.
 */
function isGoogles(query: URLSearchParams): boolean {
  return PARAMETERS.every((name) => query.getAll(name).length <= 1) &&
    (query.get("iss") ?? ISSUER) === ISSUER;
}

/**
 * Finishes a connection that `startConnect` began. `query` is that of Google's redirect: `code` and
 * `state`, or `error` and `state` (RFC 6749, section 4.1.2). Never throws.
 */
export async function finishConnect(
  query: URLSearchParams,
  context: CallContext,
): Promise<CallbackOutcome> {
  let returnTo: string | undefined;
  try {
    const states = query.getAll("state");
    // With several states it is unknown which one Google sent.
    const taken = states.length === 1 && states[0]
      ? await takeState(states[0], context)
      : undefined;
    returnTo = taken?.returnTo;
    if (!taken) return { returnTo, error: "state_invalid" };
    if ("useless" in taken) {
      return { returnTo, error: taken.useless === "expired" ? "state_invalid" : taken.useless };
    }
    // The state is used up nevertheless, because the sender of this redirect knows it.
    if (!isGoogles(query)) return { returnTo, error: "state_invalid" };
    if (query.has("error")) return { returnTo, error: "access_denied" };
    const code = query.get("code");
    if (!code) return { returnTo, error: "state_invalid" };
    return { returnTo, ...await exchangeAndSave(code, taken, context) };
  } catch (cause) {
    const code = cause instanceof ApiError ? FAILURES[cause.code] : undefined;
    return { returnTo, error: code ?? "connect_not_saved", cause };
  }
}

/** Exchanges the code, verifies whose grant it is, and saves it. */
async function exchangeAndSave(
  code: string,
  taken: TakenState,
  context: CallContext,
): Promise<Omit<CallbackOutcome, "returnTo">> {
  let grant: TokenGrant;
  let identity: GoogleIdentity;
  try {
    grant = await exchangeCode(code, taken.codeVerifier, context);
    identity = await verifyIdToken(grant.idToken, taken.nonce, context);
  } catch (cause) {
    // An invalid or used code: the browser does not come from Google's consent page.
    if (cause instanceof InvalidGrantError) return { error: "state_invalid", cause };
    if (cause instanceof InvalidIdTokenError) return { error: "google_identity_invalid", cause };
    throw cause;
  }
  const scopes = grant.scopes ?? [];
  if (!allows(scopes, "events")) return { error: "google_scope_missing" };
  const confirmation = randomToken();
  const hash = sha256Base64url(confirmation);
  let outcome: SaveOutcome;
  try {
    outcome = await saveConnection(taken, identity, { ...grant, scopes }, hash, context);
  } catch (cause) {
    return { error: "connect_not_saved", cause };
  }
  if (outcome === "to_confirm") return { error: undefined, confirmation };
  return {
    error: SAVE_ERRORS[outcome],
    connected: outcome === "saved" ? taken.userId : undefined,
  };
}
