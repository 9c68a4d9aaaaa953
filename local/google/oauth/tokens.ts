/**
 * Issues, finds and expires codes and tokens by Google's rules.
 * Source: developers.google.com/identity/protocols/oauth2 (refresh token expiration).
 *
 * @module
 */
import type { AccessToken, Code, RefreshToken } from "../state.ts";
import { behaviourOf, type World } from "../world.ts";
import { isIdentityScope } from "./scopes.ts";

const DAY = 24 * 60 * 60 * 1000;
const CODE_LIFE = 10 * 60 * 1000;
/** `expires_in`: Google sends one second less than the lifetime of one hour. */
export const ACCESS_TOKEN_SECONDS = 3599;
const UNUSED_LIFE = 183 * DAY;
const TESTING_LIFE = 7 * DAY;
/** Per account and client. One more silently invalidates the oldest. */
const MAX_REFRESH_TOKENS = 100;

function opaque(prefix: string, length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return prefix + bytes.toBase64({ alphabet: "base64url" }).slice(0, length);
}

/** Deletes expired entries. All entries of a map have the same lifetime, so the expired ones come first. */
function dropExpired(tokens: Map<string, { expires_at: number }>, now: number): void {
  for (const [value, { expires_at }] of tokens) {
    if (expires_at > now) return;
    tokens.delete(value);
  }
}

/** Issues a code. It has a slash, as Google's codes do, so that a client that does not encode it fails. */
export function issueCode(world: World, code: Omit<Code, "expires_at">): string {
  const { long_tokens } = behaviourOf(world, code.sub);
  dropExpired(world.state.codes, world.clock.now());
  const value = opaque("local/", (long_tokens ? 256 : 73) - "local/".length);
  world.state.codes.set(value, { ...code, expires_at: world.clock.now() + CODE_LIFE });
  return value;
}

/** Returns the code and deletes it. Returns undefined if it is unknown, used or expired. */
export function takeCode(world: World, value: string): Code | undefined {
  const code = world.state.codes.get(value);
  world.state.codes.delete(value);
  return code && code.expires_at > world.clock.now() ? code : undefined;
}

export function issueAccessToken(world: World, token: Omit<AccessToken, "expires_at">): string {
  const now = world.clock.now();
  dropExpired(world.state.access_tokens, now);
  const { long_tokens } = behaviourOf(world, token.sub);
  const value = opaque("local-access-", (long_tokens ? 2048 : 218) - "local-access-".length);
  const expires_at = now + (ACCESS_TOKEN_SECONDS + 1) * 1000;
  world.state.access_tokens.set(value, { ...token, expires_at });
  return value;
}

/** Returns the access token if it is valid now. */
export function findAccessToken(world: World, value: string): AccessToken | undefined {
  const token = world.state.access_tokens.get(value);
  return token && token.expires_at > world.clock.now() ? token : undefined;
}

export function issueRefreshToken(
  world: World,
  { sub, client_id, scopes }: Pick<RefreshToken, "sub" | "client_id" | "scopes">,
): { value: string; expires_in?: number } {
  const now = world.clock.now();
  const { access_seconds, testing, long_tokens } = behaviourOf(world, sub);
  const token: RefreshToken = { sub, client_id, scopes, used_at: now };
  if (access_seconds) {
    token.expires_at = now + access_seconds * 1000;
    token.time_limited = true;
  } else if (testing && !scopes.every(isIdentityScope)) {
    token.expires_at = now + TESTING_LIFE;
  }
  const value = opaque("local//refresh-", (long_tokens ? 512 : 103) - "local//refresh-".length);
  world.state.refresh_tokens.set(value, token);
  const live = refreshTokensOf(world, sub, client_id);
  for (const [old] of live.slice(0, -MAX_REFRESH_TOKENS)) world.state.refresh_tokens.delete(old);
  return { value, ...(access_seconds ? { expires_in: access_seconds } : {}) };
}

/** Returns the refresh token if it is valid now, and deletes it if it has expired. */
export function findRefreshToken(world: World, value: string): RefreshToken | undefined {
  const token = world.state.refresh_tokens.get(value);
  if (!token) return undefined;
  const now = world.clock.now();
  const dead = now - token.used_at > UNUSED_LIFE || (token.expires_at ?? Infinity) <= now;
  if (dead) world.state.refresh_tokens.delete(value);
  return dead ? undefined : token;
}

/** Returns the valid refresh tokens of an account for a client, oldest first. */
export function refreshTokensOf(
  world: World,
  sub: string,
  clientId: string,
): [string, RefreshToken][] {
  return [...world.state.refresh_tokens].filter(([value, token]) =>
    token.sub === sub && token.client_id === clientId && findRefreshToken(world, value)
  );
}
