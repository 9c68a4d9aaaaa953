/**
 * Opens the sealed tokens of an account, and seals new ones for their columns.
 *
 * @module
 */
import { type Binding, open, rotate, seal } from "./cipher.ts";
import type { TokenGrant } from "../google/tokenEndpoint.ts";
import { TtlCache } from "../ttlCache.ts";

/** Whose tokens they are. */
export interface TokenOwner {
  userId: string;
  googleAccountId: string | null;
}

/** An account's sealed refresh token; null if there is none. */
export interface SealedRefreshToken extends TokenOwner {
  sealedRefreshToken: string | null;
}

/** An account's sealed access token; null if there is none. */
export interface SealedAccessToken extends TokenOwner {
  sealedAccessToken: string | null;
}

function refreshTokenOf({ userId, googleAccountId }: TokenOwner): Binding {
  return { userId, googleAccountId, column: "users.google_refresh_token" };
}

function accessTokenOf({ userId, googleAccountId }: TokenOwner): Binding {
  return { userId, googleAccountId, column: "users.google_access_token" };
}

/** Opened access tokens, by owner and ciphertext. A ciphertext opens for one column only, so the key is unambiguous. */
const opened = new TtlCache<string>({ maxEntries: 500, maxAgeMs: 60_000 });

/** The access token. Throws `tokens_unreadable`, also if there is none. */
export async function openAccessToken(account: SealedAccessToken): Promise<string> {
  const { userId, googleAccountId, sealedAccessToken } = account;
  const key = `${userId} ${googleAccountId} ${sealedAccessToken}`;
  let token = opened.get(key);
  if (token === undefined) {
    token = await open(sealedAccessToken ?? "", accessTokenOf(account));
    opened.set(key, token);
  }
  return token;
}

/** The refresh token. Throws `tokens_unreadable`, also if there is none. */
export function openRefreshToken(account: SealedRefreshToken): Promise<string> {
  return open(account.sealedRefreshToken ?? "", refreshTokenOf(account));
}

/** The grant's access token, sealed with the first key. */
export function sealAccessToken(grant: TokenGrant, owner: TokenOwner): Promise<string> {
  return seal(grant.accessToken, accessTokenOf(owner));
}

/** The grant's refresh token, sealed with the first key. Undefined if Google gave none: the stored one stays. */
export function sealRefreshToken(
  grant: TokenGrant,
  owner: TokenOwner,
): Promise<string> | undefined {
  if (grant.refreshToken === undefined) return undefined;
  return seal(grant.refreshToken, refreshTokenOf(owner));
}

/** The stored refresh token, sealed with the first key; undefined if it is already. Throws `tokens_unreadable`. */
export function resealRefreshToken(account: SealedRefreshToken): Promise<string | undefined> {
  return rotate(account.sealedRefreshToken ?? "", refreshTokenOf(account));
}

/** The stored access token, sealed with the first key; undefined if it is already. Throws `tokens_unreadable`. */
export function resealAccessToken(account: SealedAccessToken): Promise<string | undefined> {
  return rotate(account.sealedAccessToken ?? "", accessTokenOf(account));
}
