/**
 * Opens the sealed tokens of an account, and seals new ones for their columns.
 *
 * @module
 */
import { open, rotate, seal } from "./cipher.ts";
import type { TokenGrant } from "../google/tokenEndpoint.ts";
import { TtlCache } from "../ttlCache.ts";

/** A user's sealed refresh token; null if there is none. */
export interface SealedRefreshToken {
  userId: string;
  sealedRefreshToken: string | null;
}

/** A user's sealed access token; null if there is none. */
export interface SealedAccessToken {
  userId: string;
  sealedAccessToken: string | null;
}

/** Opened access tokens, by user and ciphertext. A ciphertext opens for one column only, so the key is unambiguous. */
const opened = new TtlCache<string>({ maxEntries: 500, maxAgeMs: 60_000 });

/** The access token. Throws `tokens_unreadable`, also if there is none. */
export async function openAccessToken(
  { userId, sealedAccessToken }: SealedAccessToken,
): Promise<string> {
  const key = `${userId} ${sealedAccessToken}`;
  let token = opened.get(key);
  if (token === undefined) {
    token = await open(sealedAccessToken ?? "", { userId, column: "users.google_access_token" });
    opened.set(key, token);
  }
  return token;
}

/** The refresh token. Throws `tokens_unreadable`, also if there is none. */
export function openRefreshToken(
  { userId, sealedRefreshToken }: SealedRefreshToken,
): Promise<string> {
  return open(sealedRefreshToken ?? "", { userId, column: "users.google_refresh_token" });
}

/** The grant's access token, sealed with the first key. */
export function sealAccessToken(grant: TokenGrant, userId: string): Promise<string> {
  return seal(grant.accessToken, { userId, column: "users.google_access_token" });
}

/** The grant's refresh token, sealed with the first key. Undefined if Google gave none: the stored one stays. */
export function sealRefreshToken(
  grant: TokenGrant,
  userId: string,
): Promise<string> | undefined {
  if (grant.refreshToken === undefined) return undefined;
  return seal(grant.refreshToken, { userId, column: "users.google_refresh_token" });
}

/** The stored refresh token, sealed with the first key; undefined if it is already. Throws `tokens_unreadable`. */
export function resealRefreshToken(
  { userId, sealedRefreshToken }: SealedRefreshToken,
): Promise<string | undefined> {
  return rotate(sealedRefreshToken ?? "", { userId, column: "users.google_refresh_token" });
}

/** The stored access token, sealed with the first key; undefined if it is already. Throws `tokens_unreadable`. */
export function resealAccessToken(
  { userId, sealedAccessToken }: SealedAccessToken,
): Promise<string | undefined> {
  return rotate(sealedAccessToken ?? "", { userId, column: "users.google_access_token" });
}
