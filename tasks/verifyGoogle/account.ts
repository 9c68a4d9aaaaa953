/**
 * Signs a person in and exchanges the code for tokens.
 *
 * @module
 */
import { requestedScopes } from "../../supabase/functions/_shared/google/scopes.ts";
import { type Answer, outcomeOf, type Side, token } from "./side.ts";

export interface Account {
  accessToken: string;
  refreshToken: string;
  email: string;
  /** The used code and its token response. */
  code: string;
  answer: Answer;
}

/**
 * Returns the claims of an ID token without verification, because it came from the token endpoint
 * over TLS.
 */
export function claimsOf(idToken: string): Record<string, unknown> {
  const [, payload = ""] = idToken.split(".");
  const bytes = Uint8Array.fromBase64(payload, { alphabet: "base64url" });
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** Throws an error with a message for the user if the person or Google refuses. */
export async function signIn(side: Side, who: "organizer" | "attendee"): Promise<Account> {
  const state = crypto.randomUUID();
  const url = new URL(side.endpoints.authorize);
  url.search = new URLSearchParams({
    client_id: side.client.clientId,
    redirect_uri: side.redirectUri,
    response_type: "code",
    scope: requestedScopes({ calendarList: false }).join(" "),
    access_type: "offline",
    prompt: "consent select_account",
    state,
  }).toString();
  const back = await side.agree(url.href, who);
  const code = back.searchParams.get("code");
  if (!code || back.searchParams.get("state") !== state) {
    throw new Error(`${side.name} answered ${back.searchParams.get("error") ?? "without a code"}`);
  }
  const answer = await token(side, {
    grant_type: "authorization_code",
    code,
    redirect_uri: side.redirectUri,
  });
  if (answer.status !== 200) {
    throw new Error(`${side.name}: the code was answered with ${outcomeOf(answer)}`);
  }
  const { access_token, refresh_token, id_token } = answer.json;
  return {
    accessToken: access_token,
    refreshToken: refresh_token,
    email: String(claimsOf(id_token).email),
    code,
    answer,
  };
}
