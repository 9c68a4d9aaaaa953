/**
 * Builds Google's authorization request (RFC 6749, section 4.1.1): the address that the browser is sent to.
 * https://developers.google.com/identity/protocols/oauth2/web-server#creatingclient
 *
 * @module
 */
import { googleSettings } from "../env.ts";
import { googleEndpoint } from "../google/endpoints.ts";
import { requestedScopes } from "../google/scopes.ts";
import type { StartedConnect } from "./states.ts";

/** The address for a started connection. `chooseAccount` shows Google's account chooser instead of suggesting an account. */
export function authorizationUrl(
  { state, codeChallenge, nonce, loginHint }: StartedConnect,
  chooseAccount: boolean,
): string {
  const { clientId, redirectUri, calendarList } = googleSettings();
  const url = new URL(googleEndpoint("authorize"));
  url.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: requestedScopes({ calendarList }).join(" "),
    // Google gives a refresh token only with offline access, and for a later consent only with this prompt.
    access_type: "offline",
    prompt: chooseAccount ? "consent select_account" : "consent",
    state,
    nonce,
    code_challenge: codeChallenge,
    code_challenge_method: "S256",
  }).toString();
  if (loginHint && !chooseAccount) url.searchParams.set("login_hint", loginHint);
  return url.href;
}
