/**
 * The project's key set, for session tokens: the one that the platform provides, else the published
 * one.
 *
 * @module
 */
import { createLocalJWKSet } from "jose/jwks/local";
import type { JWTVerifyGetKey } from "jose/jwt/verify";
import { AUTH_MS } from "./deadlines.ts";
import { projectSettings } from "./env.ts";
import { ApiError } from "./errors.ts";
import { publishedKeySet } from "./keySet.ts";

let keys: JWTVerifyGetKey | undefined;

/** Finds the key that a session token names. Throws `auth_unavailable` where the set cannot be read. */
export function projectKeys(): JWTVerifyGetKey {
  return keys ??= load();
}

function load(): JWTVerifyGetKey {
  const { jwks, supabaseUrl } = projectSettings();
  if (jwks) return createLocalJWKSet(jwks as Parameters<typeof createLocalJWKSet>[0]);
  return publishedKeySet(
    `${supabaseUrl}/auth/v1/.well-known/jwks.json`,
    AUTH_MS,
    (cause) => new ApiError("auth_unavailable", { cause }),
  );
}
