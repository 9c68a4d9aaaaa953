/**
 * The emulator's routes as one Hono app. It answers requests for loopback host names only, so that a web
 * site cannot reach it with a host name that points at this machine.
 *
 * @module
 */
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { ApiError } from "./calendar/apiError.ts";
import { calendarRoutes } from "./calendar/routes.ts";
import { authorizeRoutes } from "./oauth/authorize.ts";
import { identityRoutes } from "./oauth/identity.ts";
import { OAuthError } from "./oauth/oauthError.ts";
import { revokeRoutes } from "./oauth/revoke.ts";
import { tokenRoutes } from "./oauth/token.ts";
import type { Deliverer } from "./push/deliverer.ts";
import { pushRoutes } from "./push/routes.ts";
import type { World } from "./world.ts";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Returns the app. `own` has the emulator's own routes, which Google does not have. */
export function googleApp(world: World, pushes: Deliverer, own: Hono): Hono {
  const app = new Hono();

  app.use(async (c, next) => {
    const { hostname, origin } = new URL(c.req.url);
    if (!LOOPBACK.has(hostname)) {
      return c.text("The Google emulator answers on loopback only.", 403);
    }
    // Another site may link to these pages, but may not submit a form as the person.
    const from = c.req.header("origin");
    const forms = !/^\/(token|revoke|calendar\/v3)(\/|$)/.test(c.req.path);
    if (forms && c.req.method !== "GET" && from !== undefined && from !== origin) {
      return c.text("The request came from another site.", 403);
    }
    await next();
  });

  for (
    const routes of [authorizeRoutes, tokenRoutes, revokeRoutes, identityRoutes]
  ) {
    app.route("/", routes(world));
  }
  // Before the rest of the calendar's routes, which answer 501 to what they do not know.
  app.route("/", pushRoutes(world, pushes));
  app.route("/", calendarRoutes(world));
  app.route("/", own);

  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    if (error instanceof OAuthError || error instanceof ApiError) {
      return c.json(error.toJSON(), error.status);
    }
    console.error("Google emulator:", error);
    return c.text("The emulator failed. See its log.", 500);
  });
  return app;
}
