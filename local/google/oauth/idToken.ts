/**
 * Issues ID tokens as Google does.
 * Source: developers.google.com/identity/openid-connect/openid-connect#an-id-tokens-payload.
 *
 * @module
 */
import { type JWTPayload, SignJWT } from "jose";
import type { Person } from "../types.ts";
import type { World } from "../world.ts";
import { canSeeEmail, canSeeProfile } from "./scopes.ts";

export const ISSUER = "https://accounts.google.com";

/** Returns the claims about a person that the granted scopes allow. */
export function claimsAbout(person: Person, scopes: string[]) {
  const [given_name, ...rest] = person.name.split(" ");
  return {
    sub: person.sub,
    ...(canSeeEmail(scopes) ? { email: person.email, email_verified: true } : {}),
    ...(canSeeProfile(scopes)
      ? { name: person.name, given_name, family_name: rest.join(" ") }
      : {}),
  };
}

/**
 * Returns `at_hash`: the left half of the access token's SHA-256 (OpenID Connect Core, section
 * 3.1.3.6).
 */
async function atHash(accessToken: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(accessToken));
  return new Uint8Array(digest, 0, 16).toBase64({ alphabet: "base64url", omitPadding: true });
}

/** Signs claims with the emulator's key. */
export function sign(world: World, claims: JWTPayload): Promise<string> {
  const header = { alg: "RS256", kid: world.key.kid, typ: "JWT" };
  return new SignJWT(claims).setProtectedHeader(header).sign(world.key.privateKey);
}

export async function issueIdToken(
  world: World,
  about: {
    person: Person;
    clientId: string;
    scopes: string[];
    nonce?: string;
    accessToken: string;
  },
): Promise<string> {
  const iat = Math.floor(world.clock.now() / 1000);
  return sign(world, {
    iss: ISSUER,
    azp: about.clientId,
    aud: about.clientId,
    ...claimsAbout(about.person, about.scopes),
    at_hash: await atHash(about.accessToken),
    ...(about.nonce ? { nonce: about.nonce } : {}),
    iat,
    exp: iat + 3600,
  });
}
