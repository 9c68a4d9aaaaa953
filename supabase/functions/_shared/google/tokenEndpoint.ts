/**
 * Google's token endpoint: exchanges a code, refreshes an access token. Every failure is told apart,
 * for only one of them means that the grant is gone.
 *
 * @module
 */
import * as z from "zod";
import { type Deadline, EXCHANGE_MS, MAX_REFRESH_RETRY_AFTER_MS, TOKEN_MS } from "../deadlines.ts";
import { googleSettings } from "../env.ts";
import { ApiError } from "../errors.ts";
import { googleEndpoint } from "./endpoints.ts";
import { callGoogle, type GoogleAnswer, parseRetryAfter } from "./fetch.ts";
import { withRetries } from "./retry.ts";
import { parseScopes } from "./scopes.ts";
import type { RequestLog } from "../log.ts";

/** What the token endpoint granted. Times are in seconds from now. */
export interface TokenGrant {
  accessToken: string;
  expiresIn: number;
  /** Undefined where the answer does not name them: then they are as before. */
  scopes: string[] | undefined;
  refreshToken: string | undefined;
  idToken: string | undefined;
  /** Only where Google limits the grant's time. */
  refreshTokenExpiresIn: number | undefined;
}

/** `invalid_grant`: the code or the refresh token is not, or no longer, good. */
export class GrantRefused extends Error {
  override readonly name = "GrantRefused";

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

/** Exchanges an authorization code. Throws GrantRefused for a bad or used code. */
export function exchangeCode(
  code: string,
  codeVerifier: string,
  deadline: Deadline,
  log?: RequestLog,
): Promise<TokenGrant> {
  const { redirectUri } = googleSettings();
  return requestToken(
    {
      grant_type: "authorization_code",
      code,
      code_verifier: codeVerifier,
      redirect_uri: redirectUri,
    },
    deadline.within(EXCHANGE_MS),
    log,
  );
}

/** Refreshes an access token. Throws GrantRefused where the grant is gone. */
export function refreshAccessToken(
  refreshToken: string,
  deadline: Deadline,
  log?: RequestLog,
): Promise<TokenGrant> {
  return requestToken(
    { grant_type: "refresh_token", refresh_token: refreshToken },
    deadline,
    log,
  );
}

function requestToken(
  parameters: Record<string, string>,
  deadline: Deadline,
  log?: RequestLog,
): Promise<TokenGrant> {
  const { clientId, clientSecret } = googleSettings();
  const body = new URLSearchParams({
    ...parameters,
    client_id: clientId,
    client_secret: clientSecret,
  });
  return withRetries(async () => {
    log?.count(`google ${parameters.grant_type}`);
    const answer = await callGoogle(
      googleEndpoint("token"),
      { method: "POST", body },
      deadline.within(TOKEN_MS),
    );
    return answer.status === 200 ? parseGrant(answer) : refuse(answer);
  }, { deadline, maxRetryAfterMs: MAX_REFRESH_RETRY_AFTER_MS });
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

/** Branches on `error` and `error_subtype` alone: descriptions are not documented. */
function refuse({ status, headers, text }: GoogleAnswer): never {
  const parsed = errorAnswer.safeParse(parseJson(text));
  const error = parsed.success ? parsed.data.error : undefined;
  if (status === 400 && error === "invalid_grant") {
    throw new GrantRefused(parsed.data?.error_subtype);
  }
  const cause = new Error(`the token endpoint answered ${status} ${error ?? "without an error"}`);
  const retryAfter = parseRetryAfter(headers.get("retry-after"));
  if (status === 429) throw new ApiError("google_rate_limited", { cause, retryAfter });
  if (status >= 500) throw new ApiError("google_unavailable", { cause, retryAfter });
  if (status >= 400 && error !== undefined) {
    throw new ApiError("google_client_misconfigured", { cause });
  }
  throw new ApiError("google_bad_response", { cause });
}
