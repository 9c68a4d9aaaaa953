/**
 * The authorization endpoint: the person chooses an account and consents, and is redirected to the app
 * with a code or an error. A request with an unknown client or redirect URI is never redirected.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import { accountPage, CONSENT_PATH, consentPage, refusalPage } from "../pages/signIn.ts";
import type { Person } from "../types.ts";
import { behaviourOf, findPerson, type World } from "../world.ts";
import { type AuthorizeRequest, readAuthorizeRequest } from "./authorizeRequest.ts";
import { addGrant, grantedScopes } from "./grants.ts";
import { ISSUER } from "./idToken.ts";
import { isIdentityScope } from "./scopes.ts";
import { issueCode } from "./tokens.ts";

function back(c: Context, request: AuthorizeRequest, parameters: Record<string, string>) {
  const target = new URL(request.redirectUri);
  if (request.state !== undefined) target.searchParams.append("state", request.state);
  for (const [name, value] of Object.entries(parameters)) target.searchParams.append(name, value);
  c.header("cache-control", "no-store");
  return c.redirect(target.href, 302);
}

function allow(
  c: Context,
  world: World,
  request: AuthorizeRequest,
  { person, scopes, asked }: { person: Person; scopes: string[]; asked: boolean },
) {
  const { client, redirectUri } = request;
  const before = grantedScopes(world, person.sub, client.client_id);
  const first = scopes.some((scope) => !before.includes(scope));
  addGrant(world, person.sub, client.client_id, scopes);
  const granted = request.includeGranted ? [...new Set([...scopes, ...before])] : scopes;
  const code = issueCode(world, {
    client_id: client.client_id,
    redirect_uri: redirectUri,
    sub: person.sub,
    scopes: granted,
    nonce: request.nonce,
    challenge: request.challenge,
    offline: request.offline && (first || request.prompt.has("consent")),
  });
  return back(c, request, {
    iss: ISSUER,
    code,
    scope: granted.join(" "),
    authuser: "0",
    prompt: asked ? "consent" : "none",
  });
}

export function authorizeRoutes(world: World): Hono {
  const app = new Hono();

  /** Asks a known person for consent, unless they have granted every scope before. */
  function consent(c: Context, request: AuthorizeRequest, query: URLSearchParams, person: Person) {
    const granted = grantedScopes(world, person.sub, request.client.client_id);
    const missing = request.scopes.some((scope) => !granted.includes(scope));
    if (missing && request.prompt.has("none")) {
      return back(c, request, { error: "consent_required" });
    }
    if (!missing && !request.prompt.has("consent")) {
      return allow(c, world, request, { person, scopes: request.scopes, asked: false });
    }
    const ticked = !behaviourOf(world, person.sub).boxes_unticked;
    return consentPage(c, request, query, { person, ticked });
  }

  app.get("/o/oauth2/v2/auth", (c) => {
    const query = new URL(c.req.url).searchParams;
    const request = readAuthorizeRequest(world, query);
    if ("error" in request) return refusalPage(c, request);
    const { prompt, hinted } = request;
    if (hinted && !prompt.has("select_account")) return consent(c, request, query, hinted);
    if (prompt.has("none")) return back(c, request, { error: "interaction_required" });
    return accountPage(c, request, query, world.people);
  });

  app.on(["GET", "POST"], CONSENT_PATH, async (c) => {
    const query = new URL(c.req.url).searchParams;
    const person = findPerson(world, query.get("authuser") ?? "");
    query.delete("authuser");
    const request = readAuthorizeRequest(world, query);
    if ("error" in request) return refusalPage(c, request);
    if (!person) return accountPage(c, request, query, world.people);
    if (c.req.method === "GET") return consent(c, request, query, person);

    const form = await c.req.formData();
    if (form.get("decision") !== "allow") return back(c, request, { error: "access_denied" });
    const ticked = form.getAll("scope");
    const scopes = request.scopes.filter((scope) =>
      isIdentityScope(scope) || ticked.includes(scope)
    );
    if (scopes.length === 0) return back(c, request, { error: "access_denied" });
    return allow(c, world, request, { person, scopes, asked: true });
  });

  return app;
}
