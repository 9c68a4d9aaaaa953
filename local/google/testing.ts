/**
 * Helpers for the emulator's tests: an emulator for each test and an OAuth client that signs people in.
 *
 * @module
 */
import { type Google, type GoogleOptions, startGoogle } from "./mod.ts";
import { testingKey } from "./testingKey.ts";

export const client = {
  client_id: "1234-local.apps.example.com",
  client_secret: "local-client-secret",
  redirect_uris: ["http://127.0.0.1:9/callback"] satisfies [string],
};
const AUTH = "https://www.googleapis.com/auth/";
export const EVENTS = `${AUTH}calendar.events`;
export const FREE_BUSY = `${AUTH}calendar.freebusy`;
export const CALENDAR_LIST = `${AUTH}calendar.calendarlist.readonly`;
export const EMAIL = `${AUTH}userinfo.email`;
export const ADA = "ada@example.com";
export const GRACE = "grace@example.com";

/** Runs a test with a new emulator. */
export function withGoogle(
  test: (google: Google) => Promise<void>,
  options: Partial<GoogleOptions> = {},
): () => Promise<void> {
  return async () => {
    const google = await startGoogle({ clients: [client], signingKey: testingKey, ...options });
    try {
      await test(google);
    } finally {
      await google.close();
    }
  };
}

/** Returns an authorization URL without the parameters that are undefined. */
export function authorizeUrl(
  google: Google,
  more: Record<string, string | undefined> = {},
): string {
  const parameters = {
    client_id: client.client_id,
    redirect_uri: client.redirect_uris[0],
    response_type: "code",
    scope: `openid email ${EVENTS} ${FREE_BUSY}`,
    state: "the-state",
    access_type: "offline",
    prompt: "consent",
    ...more,
  };
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return `${google.url}/o/oauth2/v2/auth?${new URLSearchParams(given as [string, string][])}`;
}

/** Posts a form to the token endpoint with the client's credentials. */
export async function token(google: Google, form: Record<string, string>, headers = {}) {
  const { client_id, client_secret } = client;
  const response = await fetch(`${google.url}/token`, {
    method: "POST",
    headers,
    body: new URLSearchParams({ client_id, client_secret, ...form }),
  });
  return { status: response.status, json: await response.json() };
}

export function exchange(google: Google, code: string, more: Record<string, string> = {}) {
  const redirect_uri = client.redirect_uris[0];
  return token(google, { grant_type: "authorization_code", code, redirect_uri, ...more });
}

export function refresh(google: Google, refresh_token: string) {
  return token(google, { grant_type: "refresh_token", refresh_token });
}

/** Signs a person in and grants every scope. Returns the token response. */
export async function connect(
  google: Google,
  email = ADA,
  more: Record<string, string | undefined> = {},
) {
  const back = await google.approve(authorizeUrl(google, more), { email });
  return (await exchange(google, back.searchParams.get("code")!)).json;
}

/** Calls Calendar v3 with a bearer token. */
export async function api(
  google: Google,
  accessToken: string,
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
) {
  const response = await fetch(`${google.url}/calendar/v3${path}`, {
    method,
    headers: {
      authorization: `Bearer ${accessToken}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: text ? JSON.parse(text) : {} };
}

export const reasonOf = (json: { error: { errors: [{ reason: string }] } }): string =>
  json.error.errors[0].reason;

/** A timed event of one hour. */
export const lecture = {
  summary: "Lecture 5",
  start: { dateTime: "2027-01-15T09:00:00-07:00" },
  end: { dateTime: "2027-01-15T10:00:00-07:00" },
};
