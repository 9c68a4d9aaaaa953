/**
 * Calls Google's token endpoint: exchanges a code, refreshes an access token (RFC 6749, sections 4.1.3
 * and 6). Tells failures apart, because only `invalid_grant` means that the grant is gone.
 *
 * @module
 */
import * as z from "zod";
import type { CallContext } from "../context.ts";
import { EXCHANGE_MS, MAX_REFRESH_RETRY_AFTER_MS, TOKEN_MS } from "../deadlines.ts";
import { googleSettings } from "../env.ts";
import { ApiError } from "../errors.ts";
import { googleEndpoint } from "./endpoints.ts";
import { callGoogle, type GoogleAnswer } from "./fetch.ts";
import { withRetries } from "./retry.ts";
import { parseScopes } from "./scopes.ts";
import { temporaryFailure } from "./temporaryFailure.ts";

/** The token endpoint's answer (RFC 6749, section 5.1). Times are in seconds from now. */
export interface TokenGrant {
  accessToken: string;
  expiresIn: number;
  /** Undefined if the answer does not name them: then they have not changed. */
  scopes: string[] | undefined;
  refreshToken: string | undefined;
  idToken: string | undefined;
  /** Only if Google limits how long the grant is valid. */
  refreshTokenExpiresIn: number | undefined;
}

/** `invalid_grant`: the code or the refresh token is invalid, expired or revoked (RFC 6749, section 5.2). */
export class InvalidGrantError extends Error {
  override readonly name = "InvalidGrantError";

  /** `subtype` is Google's `error_subtype`, for instance `invalid_rapt`. */
  constructor(readonly subtype: string | undefined) {
    super("invalid_grant");
  }
}

// Twice Google's documented largest sizes, and an expiry within a day.
const tokenAnswer = z.object({
  access_token: z.string().min(1).max(4096),
  expires_in: z.number().int().min(1).max(86_400),
  scope: z.string().optional(),
  refresh_token: z.string().min(1).max(1024).optional(),
  id_token: z.string().optional(),
  refresh_token_expires_in: z.number().int().min(1).optional(),
});

const errorAnswer = z.object({ error: z.string(), error_subtype: z.string().optional() });

/**
 * Exchanges an authorization code, within `EXCHANGE_MS`. Throws InvalidGrantError for an invalid or used
 * code, `google_client_misconfigured` for every other error that Google names, or a temporary failure.
 */
export function exchangeCode(
  code: string,
  codeVerifier: string,
  context: CallContext,
): Promise<TokenGrant> {
  return requestToken({
    grant_type: "authorization_code",
    code,
    code_verifier: codeVerifier,
    redirect_uri: googleSettings().redirectUri,
  }, { ...context, deadline: context.deadline.within(EXCHANGE_MS) });
}

/** Refreshes an access token. Throws InvalidGrantError if the grant is gone, and otherwise as `exchangeCode`. */
export function refreshAccessToken(
  refreshToken: string,
  context: CallContext,
): Promise<TokenGrant> {
  return requestToken({ grant_type: "refresh_token", refresh_token: refreshToken }, context);
}

function requestToken(
  parameters: { grant_type: string } & Record<string, string>,
  context: CallContext,
): Promise<TokenGrant> {
  const { clientId, clientSecret } = googleSettings();
  const body = new URLSearchParams({
    ...parameters,
    client_id: clientId,
    client_secret: clientSecret,
  });
  return withRetries(async () => {
    const answer = await callGoogle({
      name: parameters.grant_type,
      url: googleEndpoint("token"),
      method: "POST",
      body,
      timeoutMs: TOKEN_MS,
    }, context);
    if (answer.status !== 200) throw tokenError(answer);
    return parseGrant(answer);
  }, { deadline: context.deadline, maxRetryAfterMs: MAX_REFRESH_RETRY_AFTER_MS });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseGrant({ text }: GoogleAnswer): TokenGrant {
  const parsed = tokenAnswer.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new ApiError("google_bad_response", {
      cause: new Error(
        `the token endpoint's 200 is malformed: ${
          parsed.error.issues.map(({ path }) => path.join(".") || "(answer)").join(", ")
        }`,
      ),
    });
  }
  const { data } = parsed;
  return {
    accessToken: data.access_token,
    expiresIn: data.expires_in,
    scopes: data.scope === undefined ? undefined : parseScopes(data.scope),
    refreshToken: data.refresh_token,
    idToken: data.id_token,
    refreshTokenExpiresIn: data.refresh_token_expires_in,
  };
}

/** The error to throw, by `error` and `error_subtype` alone: Google's descriptions are not documented. */
function tokenError({ status, headers, text }: GoogleAnswer): Error {
  const parsed = errorAnswer.safeParse(parseJson(text));
  const error = parsed.success ? parsed.data.error : undefined;
  if (status === 400 && error === "invalid_grant") {
    return new InvalidGrantError(parsed.data?.error_subtype);
  }
  const cause = new Error(`the token endpoint answered ${status} ${error ?? "without an error"}`);
  const temporary = temporaryFailure(status, headers, cause);
  if (temporary) return temporary;
  const isNamed = status >= 400 && error !== undefined;
  return new ApiError(isNamed ? "google_client_misconfigured" : "google_bad_response", { cause });
}
