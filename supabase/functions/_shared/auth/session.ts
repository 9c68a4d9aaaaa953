/**
 * Verifies a Supabase access token (RFC 7519). Tokens with asymmetric signatures are verified here, with
 * the project's key set; Auth is asked about `HS256` tokens (legacy projects, the local stack).
 *
 * @module
 */
import type { JWTPayload } from "jose";
import { decodeProtectedHeader } from "jose/decode/protected_header";
import { decodeJwt } from "jose/jwt/decode";
import { jwtVerify } from "jose/jwt/verify";
import type { CallContext } from "../context.ts";
import { askAuth } from "./askAuth.ts";
import { projectSettings, requiredAal } from "../env.ts";
import { ApiError } from "../errors.ts";
import type { AppContext } from "../http/app.ts";
import { checkHs256Token } from "./hs256Tokens.ts";
import { projectKeys } from "./projectKeys.ts";
import { TtlCache } from "../ttlCache.ts";
import { isUuid } from "../uuid.ts";

/** The user that a request acts for. */
export interface Session {
  userId: string;
  /** Who acts, if it is not the signed-in user: see `callerOf`. */
  caller?: "server";
}

/** Longer tokens are refused unread. Supabase's are a tenth of this. */
const MAX_TOKEN_LENGTH = 12_000;

/**
 * Claims whose signature has been verified, by the key set's revision and the whole token, because a page
 * sends the same token many times. They are kept for a minute, so that a withdrawn signing key works only a little
 * longer than its key set is used, and not at all after a set without it has been read.
 */
const verified = new TtlCache<JWTPayload>({ maxEntries: 500, maxAgeMs: 60_000 });

/**
 * The user of the access token in the `Authorization` header (RFC 6750, section 2.1). With `live`, Auth is
 * asked in any case, so that a session that was signed out is refused: for routes that change a connection.
 * Throws `unauthenticated`, or `auth_unavailable` if the check cannot be made.
 */
export async function authenticate(
  authorization: string | undefined,
  context: CallContext,
  { live = false } = {},
): Promise<Session> {
  const token = /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i.exec(
    authorization ?? "",
  )?.[1];
  if (!token || token.length > MAX_TOKEN_LENGTH) throw new ApiError("unauthenticated");

  // For a route that changes a connection the signature is verified again.
  let claims: JWTPayload | undefined = live ? undefined : verified.get(memoryKey(token));
  if (claims) {
    checkClaims(claims);
  } else if (algorithmOf(token) === "HS256") {
    claims = decode(token);
    checkClaims(claims);
    await checkHs256Token(token, claims.sub!, context);
  } else {
    claims = await verify(token, context);
    checkClaims(claims);
    verified.set(memoryKey(token), claims);
    if (live) await askAuth(token, claims.sub, context);
  }
  const userId = claims.sub!.toLowerCase();
  if (context.log) context.log.userId = userId;
  return { userId };
}

/** The signed-in user of a request: calls `authenticate` with the request's header. */
export function signedIn(c: AppContext, options: { live?: boolean } = {}): Promise<Session> {
  return authenticate(c.req.header("authorization"), c.var, options);
}

function memoryKey(token: string): string {
  return `${projectKeys().revision} ${token}`;
}

function algorithmOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).alg;
  } catch (cause) {
    throw new ApiError("unauthenticated", { cause });
  }
}

function decode(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch (cause) {
    throw new ApiError("unauthenticated", { cause });
  }
}

async function verify(token: string, context: CallContext): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, projectKeys().getKey(context), {
      algorithms: ["ES256", "RS256"],
      issuer: expectedIssuer(),
    });
    return payload;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError("unauthenticated", { cause: new Error((error as Error).message) });
  }
}

function expectedIssuer(): string {
  return `${projectSettings().apiUrl}/auth/v1`;
}

/** Throws `unauthenticated` unless the claims are those of a signed-in user of this project. */
function checkClaims(claims: JWTPayload): void {
  const now = Math.floor(Date.now() / 1000);
  const valid = claims.role === "authenticated" &&
    claims.aud === "authenticated" &&
    claims.is_anonymous !== true &&
    typeof claims.exp === "number" && claims.exp > now &&
    (claims.nbf === undefined || claims.nbf <= now) &&
    // The local stack's HS256 tokens have no issuer. verify() requires one for all others.
    (claims.iss === undefined || claims.iss === expectedIssuer()) &&
    typeof claims.sub === "string" && isUuid(claims.sub) &&
    // https://supabase.com/docs/guides/auth/auth-mfa: aal2 is a session with a second factor.
    (requiredAal() === undefined || claims.aal === requiredAal());
  if (!valid) {
    throw new ApiError("unauthenticated", { cause: new Error("a claim is missing or wrong") });
  }
}
