/**
 * Verifies a Google ID token (OpenID Connect Core, section 3.1.3.7): signature, issuer, audience,
 * expiry, nonce.
 *
 * @module
 */
import { jwtVerify } from "jose/jwt/verify";
import type { CallContext } from "../context.ts";
import { TOKEN_MS } from "../deadlines.ts";
import { googleSettings } from "../env.ts";
import { ApiError } from "../errors.ts";
import { googleEndpoint } from "./endpoints.ts";
import { RemoteJwks } from "../jwks.ts";

/** The Google account that consented. `sub` identifies it; `email` is for display only. */
export interface GoogleIdentity {
  sub: string;
  email: string | null;
}

/** The ID token is not Google's, not for this project's client, or not for this authorization request. */
export class InvalidIdTokenError extends Error {
  override readonly name = "InvalidIdTokenError";
}

let keys: RemoteJwks | undefined;

/**
 * The verified identity. `nonce` is the one of the authorization request. Throws InvalidIdTokenError, or
 * `google_unavailable` if Google's key set cannot be read.
 */
export async function verifyIdToken(
  idToken: string | undefined,
  nonce: string,
  context: CallContext,
): Promise<GoogleIdentity> {
  if (idToken === undefined) throw new InvalidIdTokenError("there is no ID token");
  keys ??= new RemoteJwks({
    address: googleEndpoint("keys"),
    timeoutMs: TOKEN_MS,
    unreadable: (cause) => new ApiError("google_unavailable", { cause }),
  });
  try {
    const { payload } = await jwtVerify(idToken, keys.getKey(context), {
      algorithms: ["RS256"],
      issuer: ["https://accounts.google.com", "accounts.google.com"],
      audience: googleSettings().clientId,
      requiredClaims: ["exp", "sub", "nonce"],
    });
    if (payload.nonce !== nonce) {
      throw new InvalidIdTokenError("the nonce is not the authorization request's");
    }
    if (Array.isArray(payload.aud) && payload.aud.length > 1) {
      throw new InvalidIdTokenError("the token has more than one audience");
    }
    if (!payload.sub || payload.sub.length > 255) {
      throw new InvalidIdTokenError("sub is not a Google id");
    }
    return { sub: payload.sub, email: typeof payload.email === "string" ? payload.email : null };
  } catch (error) {
    if (error instanceof ApiError || error instanceof InvalidIdTokenError) throw error;
    // jose's messages name the claim. Its error objects hold the payload, so they are not kept.
    throw new InvalidIdTokenError(
      error instanceof Error ? error.message : "the token is not valid",
    );
  }
}
