/**
 * Makes ID tokens that a client must refuse, each wrong in one way only.
 *
 * @module
 */
import { decodeJwt, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { sign } from "../oauth/idToken.ts";
import type { World } from "../world.ts";
import type { IdTokenFault } from "./fault.ts";

const without = (claims: JWTPayload, name: string): JWTPayload =>
  Object.fromEntries(Object.entries(claims).filter(([claim]) => claim !== name));

/** Makes an ID token wrong in the way that the fault names. Returns undefined for `missing`. */
export async function corruptIdToken(
  world: World,
  token: string,
  fault: IdTokenFault,
): Promise<string | undefined> {
  const claims = decodeJwt(token);
  const header = { alg: "RS256", kid: world.key.kid, typ: "JWT" };
  switch (fault) {
    case "wrong_nonce":
      return sign(world, { ...claims, nonce: "somebody-elses-nonce" });
    case "no_nonce":
      return sign(world, without(claims, "nonce"));
    case "wrong_iss":
      return sign(world, { ...claims, iss: "https://accounts.google.com.example.com" });
    case "wrong_aud":
      return sign(world, { ...claims, aud: "another-client", azp: "another-client" });
    case "wrong_sub":
      return sign(world, { ...claims, sub: "999999999999999999999" });
    case "no_sub":
      return sign(world, without(claims, "sub"));
    case "expired":
      return sign(world, { ...claims, iat: claims.iat! - 7200, exp: claims.exp! - 7200 });
    case "wrong_signature": {
      // Another key with the right `kid`: only the signature is wrong.
      const { privateKey } = await generateKeyPair("RS256");
      return new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
    }
    case "alg_none":
      return new UnsecuredJWT(claims).encode();
    case "alg_hs256": {
      // Signed with the public key as an HMAC secret: algorithm confusion.
      const secret = new TextEncoder().encode(JSON.stringify(world.key.publicJwk));
      return new SignJWT(claims).setProtectedHeader({ ...header, alg: "HS256" }).sign(secret);
    }
    case "missing":
      return undefined;
    case "garbage":
      return "not.a.token";
  }
}
