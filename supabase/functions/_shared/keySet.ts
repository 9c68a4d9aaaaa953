/**
 * A published key set, cached, that tells "this token names no key of ours" from "the set cannot be
 * read": the first is the token's fault, the second is not.
 *
 * @module
 */
import { JWKSMultipleMatchingKeys, JWKSNoMatchingKey } from "jose/errors";
import { createRemoteJWKSet, customFetch } from "jose/jwks/remote";
import type { JWTVerifyGetKey } from "jose/jwt/verify";
import { Deadline } from "./deadlines.ts";

/** An unknown key asks for the set again at most this often: forged tokens cost nothing. */
const COOLDOWN_MS = 30_000;
/** How long a set is believed. Both Google and Supabase announce keys well before they use them. */
const MAX_AGE_MS = 10 * 60_000;

/** Reads the whole set, so that neither a slow answer nor the rest of a refusal is left to the library. */
function readSet(url: string, headers: Headers, timeoutMs: number): Promise<Response> {
  return Deadline.in(timeoutMs).run(async (signal) => {
    const answer = await fetch(url, { headers, signal, redirect: "manual" });
    return new Response(await answer.text(), { status: answer.status });
  });
}

/** Finds a token's key. Throws jose's own errors for an unknown key, and what `unreadable` makes of every other failure. */
export function publishedKeySet(
  address: string,
  timeoutMs: number,
  unreadable: (cause: unknown) => Error,
): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(new URL(address), {
    cooldownDuration: COOLDOWN_MS,
    cacheMaxAge: MAX_AGE_MS,
    timeoutDuration: timeoutMs,
    [customFetch]: (url, init) => readSet(url, init.headers, timeoutMs),
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof JWKSNoMatchingKey) throw error;
      if (error instanceof JWKSMultipleMatchingKeys) throw error;
      throw unreadable(error);
    }
  };
}
