/**
 * The RS256 key that ID tokens are signed with. Its `kid` is the key's own thumbprint, so a new key
 * has a new name in caches of the key set.
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

/** A new private key. */
export async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return exportJWK(privateKey);
}

/** The key kept in the state; at the first start the given one, or a new one. */
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
