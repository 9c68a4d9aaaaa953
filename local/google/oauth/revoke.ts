/**
 * The revoke endpoint: an access token or a refresh token revokes everything that its person granted to
 * the client's project.
 * Source: developers.google.com/identity/protocols/oauth2/web-server#tokenrevoke.
 *
 * @module
 */
import { Hono } from "hono";
import type { World } from "../world.ts";
import { revoke } from "./grants.ts";
import { OAuthError } from "./oauthError.ts";
import { findAccessToken, findRefreshToken } from "./tokens.ts";

export function revokeRoutes(world: World): Hono {
  const app = new Hono();
  app.post("/revoke", async (c) => {
    const token = new URL(c.req.url).searchParams.get("token") ??
      new URLSearchParams(await c.req.text()).get("token");
    if (!token) throw new OAuthError(400, "invalid_request", "Missing required parameter: token");
    const held = findAccessToken(world, token) ?? findRefreshToken(world, token);
    if (!held) throw new OAuthError(400, "invalid_token", "Token expired or revoked");
    revoke(world, held.sub, held.client_id);
    return c.json({});
  });
  return app;
}
