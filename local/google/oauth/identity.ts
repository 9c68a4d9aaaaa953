/**
 * The discovery document, the JWKS and the two UserInfo endpoints.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import { requireToken } from "../calendar/access.ts";
import { ApiError } from "../calendar/apiError.ts";
import { personOf, type World } from "../world.ts";
import { claimsAbout, ISSUER } from "./idToken.ts";

export function identityRoutes(world: World): Hono {
  const app = new Hono();

  app.get("/.well-known/openid-configuration", (c) =>
    c.json({
      issuer: ISSUER,
      authorization_endpoint: `${world.url}/o/oauth2/v2/auth`,
      token_endpoint: `${world.url}/token`,
      userinfo_endpoint: `${world.url}/oauth2/v3/userinfo`,
      revocation_endpoint: `${world.url}/revoke`,
      jwks_uri: `${world.url}/oauth2/v3/certs`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      scopes_supported: ["openid", "email", "profile"],
      token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic"],
      grant_types_supported: ["authorization_code", "refresh_token"],
      code_challenge_methods_supported: ["plain", "S256"],
    }));

  app.get("/oauth2/v3/certs", (c) => {
    c.header("cache-control", "public, max-age=19800, must-revalidate, no-transform");
    return c.json({ keys: [world.key.publicJwk] });
  });

  function claims(c: Context) {
    const token = requireToken(c, world);
    if (!token.scopes.includes("openid")) {
      throw new ApiError(
        403,
        "insufficientPermissions",
        "Request had insufficient authentication scopes.",
      );
    }
    return claimsAbout(personOf(world, token.sub), token.scopes);
  }

  app.get("/oauth2/v3/userinfo", (c) => c.json(claims(c)));

  app.get("/userinfo/v2/me", (c) => {
    const { sub, email_verified, ...rest } = claims(c);
    return c.json({ id: sub, ...rest, ...(email_verified ? { verified_email: true } : {}) });
  });

  return app;
}
