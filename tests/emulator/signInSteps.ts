/**
 * Sign-in and tokens at either Google, and what of the answers can be compared.
 *
 * @module
 */
import { createRemoteJWKSet, jwtVerify } from "jose";
import { CLIENT, type Party } from "./parties.ts";

const CALENDAR_SCOPE = "https://www.googleapis.com/auth/calendar.events " +
  "https://www.googleapis.com/auth/calendar.freebusy";
const VERIFIER = "a-verifier-that-is-long-enough-for-the-rule-of-43";

/** What was compared, by step. */
export type Transcript = Record<string, unknown>;

async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return new Uint8Array(digest).toBase64({ alphabet: "base64url", omitPadding: true });
}

async function signIn(party: Party): Promise<URL> {
  const address = new URL("https://accounts.google.com/o/oauth2/v2/auth");
  address.search = String(
    new URLSearchParams({
      client_id: CLIENT.client_id,
      redirect_uri: CLIENT.redirect_uris[0],
      response_type: "code",
      scope: `openid email ${CALENDAR_SCOPE}`,
      state: "the-state",
      nonce: "the-nonce",
      access_type: "offline",
      prompt: "consent",
      code_challenge: await challengeOf(VERIFIER),
      code_challenge_method: "S256",
    }),
  );
  return await party.signIn(address);
}

export async function post(party: Party, path: string, form: Record<string, string>) {
  const response = await fetch(party.url + path, {
    method: "POST",
    body: new URLSearchParams({ ...CLIENT, redirect_uris: "", ...form }),
  });
  const text = await response.text();
  return { status: response.status, json: text ? JSON.parse(text) : {} };
}

export const refusal = ({ status, json }: Awaited<ReturnType<typeof post>>) => [status, json.error];

/** Sign-in, consent, code, ID token, refresh: the access token and the refresh token too. */
export async function connect(party: Party, seen: Transcript) {
  const exchange = (code: string, more: Record<string, string> = {}) =>
    post(party, party.tokenPath, {
      grant_type: "authorization_code",
      redirect_uri: CLIENT.redirect_uris[0],
      code_verifier: VERIFIER,
      code,
      ...more,
    });
  const refresh = (refresh_token: string) =>
    post(party, party.tokenPath, { grant_type: "refresh_token", refresh_token });

  const back = await signIn(party);
  seen["the redirect"] = [back.origin + back.pathname, back.searchParams.get("state")];
  const code = back.searchParams.get("code")!;
  const { status, json } = await exchange(code);
  const fields = ["access_token", "refresh_token", "id_token"];
  seen["the code's answer"] = [
    status,
    json.token_type,
    fields.map((name) => typeof json[name]),
    CALENDAR_SCOPE.split(" ").filter((scope) => json.scope.split(" ").includes(scope)),
  ];
  seen["the code again"] = refusal(await exchange(code));
  const unproven = await exchange((await signIn(party)).searchParams.get("code")!, {
    code_verifier: "another-verifier-that-is-long-enough-as-well",
  });
  seen["another verifier"] = refusal(unproven);
  seen["another secret"] = refusal(
    await exchange((await signIn(party)).searchParams.get("code")!, { client_secret: "wrong" }),
  );
  const { payload, protectedHeader } = await jwtVerify(
    json.id_token,
    createRemoteJWKSet(new URL(`${party.url}/oauth2/v3/certs`)),
  );
  const { iss, aud, nonce, email, email_verified } = payload;
  seen["the ID token"] = [protectedHeader.alg, iss, aud, nonce, email, email_verified];
  const refreshed = await refresh(json.refresh_token);
  seen["a refresh"] = [
    refreshed.status,
    typeof refreshed.json.access_token,
    refreshed.json.refresh_token,
  ];
  seen["a refresh with another's token"] = refusal(await refresh("never-issued"));
  return { accessToken: refreshed.json.access_token as string, refresh, tokens: json };
}
