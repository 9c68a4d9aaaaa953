/**
 * The token endpoint: exchanges a code for tokens once, and a refresh token for an access token. Responses
 * have the members of Google's responses only, so a refresh returns no refresh token.
 *
 * @module
 */
import { Hono } from "hono";
import type { Code } from "../state.ts";
import type { Client } from "../types.ts";
import { behaviourOf, personOf, type World } from "../world.ts";
import { authenticateClient } from "./clientAuth.ts";
import { issueIdToken } from "./idToken.ts";
import { OAuthError } from "./oauthError.ts";
import { parseScopes } from "./scopes.ts";
import {
  ACCESS_TOKEN_SECONDS,
  findRefreshToken,
  issueAccessToken,
  issueRefreshToken,
  takeCode,
} from "./tokens.ts";

async function checkVerifier(challenge: Code["challenge"], verifier: string | null) {
  if (!challenge) {
    if (!verifier) return;
    throw new OAuthError(400, "invalid_grant", "code_verifier or verifier is not needed.");
  }
  if (!verifier) throw new OAuthError(400, "invalid_grant", "Missing code verifier.");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const hashed = new Uint8Array(digest).toBase64({ alphabet: "base64url", omitPadding: true });
  if (challenge.value !== (challenge.method === "S256" ? hashed : verifier)) {
    throw new OAuthError(400, "invalid_grant", "Invalid code verifier.");
  }
}

async function exchangeCode(world: World, client: Client, form: URLSearchParams) {
  const value = form.get("code");
  if (!value) throw new OAuthError(400, "invalid_request", "Missing required parameter: code");
  if (!form.get("redirect_uri")) {
    throw new OAuthError(400, "invalid_request", "Missing parameter: redirect_uri");
  }
  if (
    world.state.codes.has(value) && world.state.codes.get(value)?.client_id !== client.client_id
  ) {
    throw new OAuthError(400, "invalid_grant", "Bad Request");
  }
  const code = takeCode(world, value);
  if (!code) throw new OAuthError(400, "invalid_grant", "Bad Request");
  if (form.get("redirect_uri") !== code.redirect_uri) {
    throw new OAuthError(400, "redirect_uri_mismatch", "Bad Request");
  }
  await checkVerifier(code.challenge, form.get("code_verifier"));

  const owner = { sub: code.sub, client_id: client.client_id, scopes: code.scopes };
  const access_token = issueAccessToken(world, owner);
  const refresh = code.offline ? issueRefreshToken(world, owner) : undefined;
  return {
    access_token,
    expires_in: ACCESS_TOKEN_SECONDS,
    ...(refresh ? { refresh_token: refresh.value } : {}),
    ...(refresh?.expires_in ? { refresh_token_expires_in: refresh.expires_in } : {}),
    scope: code.scopes.join(" "),
    token_type: "Bearer",
    ...(code.scopes.includes("openid")
      ? {
        id_token: await issueIdToken(world, {
          person: personOf(world, code.sub),
          clientId: client.client_id,
          scopes: code.scopes,
          nonce: code.nonce,
          accessToken: access_token,
        }),
      }
      : {}),
  };
}

function refresh(world: World, client: Client, form: URLSearchParams) {
  const value = form.get("refresh_token");
  if (!value) {
    throw new OAuthError(400, "invalid_request", "Missing required parameter: refresh_token");
  }
  const token = findRefreshToken(world, value);
  if (!token) throw new OAuthError(400, "invalid_grant", "Token has been expired or revoked.");
  if (token.client_id !== client.client_id) {
    throw new OAuthError(401, "unauthorized_client", "Unauthorized");
  }
  const asked = form.get("scope");
  const scopes = asked ? parseScopes(asked).scopes : token.scopes;
  if (scopes.some((scope) => !token.scopes.includes(scope))) {
    throw new OAuthError(400, "invalid_scope", "Some requested scopes were not granted.");
  }
  const now = world.clock.now();
  token.used_at = now;
  return {
    access_token: issueAccessToken(world, { sub: token.sub, client_id: token.client_id, scopes }),
    expires_in: ACCESS_TOKEN_SECONDS,
    ...(behaviourOf(world, token.sub).rotate_refresh_tokens
      ? { refresh_token: issueRefreshToken(world, token).value }
      : {}),
    ...(token.time_limited && token.expires_at
      ? { refresh_token_expires_in: Math.floor((token.expires_at - now) / 1000) }
      : {}),
    scope: scopes.join(" "),
    token_type: "Bearer",
  };
}

export function tokenRoutes(world: World): Hono {
  const app = new Hono();
  app.post("/token", async (c) => {
    c.header("cache-control", "no-cache, no-store, max-age=0, must-revalidate");
    c.header("pragma", "no-cache");
    if (!/^application\/x-www-form-urlencoded\b/i.test(c.req.header("content-type") ?? "")) {
      throw new OAuthError(400, "invalid_request", "The body must be a form.");
    }
    const form = new URLSearchParams(await c.req.text());
    const grantType = form.get("grant_type");
    const client = authenticateClient(world, form, c.req.header("authorization"));
    if (grantType === "authorization_code") return c.json(await exchangeCode(world, client, form));
    if (grantType === "refresh_token") return c.json(refresh(world, client, form));
    throw new OAuthError(400, "unsupported_grant_type", `Invalid grant_type: ${grantType ?? ""}`);
  });
  return app;
}
