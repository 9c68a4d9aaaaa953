/**
 * The RS256 key that signs ID tokens. Its `kid` is the key's thumbprint (RFC 7638), so that a cached JWKS
 * never has an old key under a new key's name.
 *
 * @module
 */
import {
  calculateJwkThumbprint,
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from "jose";
import type { State } from "../state.ts";

export interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  publicJwk: JWK;
}

/** Makes a private key. */
export async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return exportJWK(privateKey);
}

/** Returns the key in the state. At the first start, stores the given key or a new one. */
export async function signingKey(state: State, given?: JWK): Promise<SigningKey> {
  state.signing_key ??= given ?? await newSigningKey();
  const { kty, n, e } = state.signing_key;
  const kid = await calculateJwkThumbprint({ kty, n, e });
  return {
    kid,
    privateKey: (await importJWK(state.signing_key, "RS256")) as CryptoKey,
    publicJwk: { kty, n, e, kid, alg: "RS256", use: "sig" },
  };
}
