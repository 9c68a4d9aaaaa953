/**
 * Users with real sessions, made through Auth's front door.
 *
 * @module
 */
import type { Google } from "../../local/google/mod.ts";
import type { Sql } from "../../local/project/database.ts";

export interface TestUser {
  id: string;
  /** The `sub` of the user's Google account; null for who signed up by e-mail. */
  google_id: string | null;
  email: string;
  access_token: string;
}

interface Place {
  apiUrl: string;
  appUrl: string;
  publishableKey: string;
  google: Google;
  sql: Sql;
}

/** Who an access token is for, as Auth says. */
async function userOf(place: Place, access_token: string): Promise<{ id: string; email: string }> {
  const response = await fetch(`${place.apiUrl}/auth/v1/user`, {
    headers: { apikey: place.publishableKey, authorization: `Bearer ${access_token}` },
  });
  if (!response.ok) throw new Error(`Auth does not know the session: ${await response.text()}`);
  return await response.json();
}

/** Signs in with Google at the emulator (implicit flow), as a browser would be sent. */
export async function signInWithGoogle(place: Place, email: string): Promise<TestUser> {
  const address = new URL(`${place.apiUrl}/auth/v1/authorize`);
  address.search = new URLSearchParams({ provider: "google", redirect_to: `${place.appUrl}/` })
    .toString();
  const asked = await fetch(address, { redirect: "manual" });
  await asked.body?.cancel();
  const callback = await place.google.approve(asked.headers.get("location")!, { email });
  const answered = await fetch(callback, { redirect: "manual" });
  await answered.body?.cancel();
  const landed = new URL(answered.headers.get("location")!);
  const access_token = new URLSearchParams(landed.hash.slice(1)).get("access_token");
  if (!access_token) throw new Error(`No session after Google sign-in: ${landed}`);
  const { id } = await userOf(place, access_token);
  const [identity] = await place.sql<{ provider_id: string }>(
    "select provider_id from auth.identities where user_id = $1 and provider = 'google' order by created_at limit 1",
    [id],
  );
  return { id, google_id: identity!.provider_id, email, access_token };
}

/** Signs up with a new e-mail address and password. */
export async function signUp(place: Place): Promise<TestUser> {
  const email = `user-${crypto.randomUUID()}@example.com`;
  const response = await fetch(`${place.apiUrl}/auth/v1/signup`, {
    method: "POST",
    headers: { apikey: place.publishableKey, "content-type": "application/json" },
    body: JSON.stringify({ email, password: crypto.randomUUID() }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`Cannot sign up: ${JSON.stringify(answer)}`);
  return { id: answer.user.id, google_id: null, email, access_token: answer.access_token };
}
