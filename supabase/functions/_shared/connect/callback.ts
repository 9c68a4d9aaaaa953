/**
 * What happens between Google's redirect and a saved connection. Every way it can fail has a code for
 * the page; nothing is ever revoked here, for that would take down the user's own connection.
 *
 * @module
 */
import type { CallbackError } from "./answers.ts";
import { saveConnection, type SaveOutcome } from "../accounts/accounts.ts";
import type { CallContext } from "../context.ts";
import { ApiError, type ErrorCode } from "../errors.ts";
import { IdentityRefused, verifyIdToken } from "../google/idToken.ts";
import { randomToken, sha256Base64url } from "../crypto.ts";
import { allows } from "../google/scopes.ts";
import { type TakenState, takeState } from "./states.ts";
import { exchangeCode, GrantRefused } from "../google/tokenEndpoint.ts";

export interface CallbackOutcome {
  /** The address stored with the state; undefined where the state is unknown. */
  returnTo: string | undefined;
  /** Undefined: connected, or to be confirmed. */
  error: CallbackError | undefined;
  /** The secret that confirms the connection, for the web app's own profile page only. */
  confirmation?: string;
  /** For the log only. */
  cause?: unknown;
}

const SAVE_ERRORS: Record<SaveOutcome, CallbackError | undefined> = {
  saved: undefined,
  to_confirm: undefined,
  user_gone: "user_gone",
  no_refresh_token: "google_no_refresh_token",
  account_in_use: "google_account_in_use",
  superseded: "state_invalid",
};

/** The failures that the page has words for; the rest are ours and are `connect_not_saved`. */
const FAILURES: Partial<Record<ErrorCode, CallbackError>> = {
  google_client_misconfigured: "google_client_misconfigured",
  google_unavailable: "google_unavailable",
  google_timeout: "google_unavailable",
  google_bad_response: "google_unavailable",
  google_rate_limited: "google_unavailable",
  database_unavailable: "database_unavailable",
  database_timeout: "database_unavailable",
};

/** Names Google in a redirect (RFC 9207), as in its ID tokens. */
const ISSUER = "https://accounts.google.com";

/** What decides about a redirect. Anything else in it (`scope`, `authuser`, `hd`, `prompt`) is ignored. */
const PARAMETERS = ["state", "code", "error", "iss"];

/**
 * Whether Google can have sent this redirect: no parameter is repeated (RFC 6749, section 3.1), and the
 * issuer, where one is named, is Google.
 */
function isGoogles(query: URLSearchParams): boolean {
  return PARAMETERS.every((name) => query.getAll(name).length <= 1) &&
    (query.get("iss") ?? ISSUER) === ISSUER;
}

/** Takes Google's redirect: `code` and `state`, or `error` and `state`. */
export async function finishSignIn(
  query: URLSearchParams,
  context: CallContext,
): Promise<CallbackOutcome> {
  let returnTo: string | undefined;
  try {
    const states = query.getAll("state");
    // Of several states none is known to be this redirect's.
    const taken = states.length === 1 && states[0]
      ? await takeState(states[0], context)
      : undefined;
    returnTo = taken?.returnTo;
    if (!taken) return { returnTo, error: "state_invalid" };
    if ("useless" in taken) {
      return { returnTo, error: taken.useless === "expired" ? "state_invalid" : taken.useless };
    }
    // The state is spent: whoever made this redirect knows it.
    if (!isGoogles(query)) return { returnTo, error: "state_invalid" };
    if (query.has("error")) return { returnTo, error: "access_denied" };
    const code = query.get("code");
    if (!code) return { returnTo, error: "state_invalid" };
    return { returnTo, ...await connect(code, taken, context) };
  } catch (cause) {
    const code = cause instanceof ApiError ? FAILURES[cause.code] : undefined;
    // A state that could not be read is as good as none: the person starts again.
    return { returnTo, error: code ?? "connect_not_saved", cause };
  }
}

async function connect(
  code: string,
  taken: TakenState,
  context: CallContext,
): Promise<Omit<CallbackOutcome, "returnTo">> {
  try {
    const grant = await exchangeCode(code, taken.codeVerifier, context.deadline, context.log);
    const identity = await verifyIdToken(grant.idToken, taken.nonce, context.deadline);
    const scopes = grant.scopes ?? [];
    if (!allows(scopes, "events")) return { error: "google_scope_missing" };
    const confirmation = randomToken();
    const outcome = await saveConnection(
      taken,
      identity,
      { ...grant, scopes },
      await sha256Base64url(confirmation),
      context,
    );
    if (outcome === "to_confirm") return { error: undefined, confirmation };
    return { error: SAVE_ERRORS[outcome] };
  } catch (cause) {
    // A bad or used code: whoever opened this address did not come from Google just now.
    if (cause instanceof GrantRefused) return { error: "state_invalid", cause };
    if (cause instanceof IdentityRefused) return { error: "google_identity_invalid", cause };
    // The only thing that is asked of the database here is to save.
    if (cause instanceof ApiError && FAILURES[cause.code] === "database_unavailable") {
      return { error: "connect_not_saved", cause };
    }
    throw cause;
  }
}
