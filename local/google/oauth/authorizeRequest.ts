/**
 * Validates an authorization request as strictly as Google does. A `Refusal` is an error that Google shows
 * on its own page and does not send to the redirect URI.
 * Source: developers.google.com/identity/protocols/oauth2/web-server#authorization-errors.
 *
 * @module
 */
import type { Client, Person } from "../types.ts";
import { findPerson, type World } from "../world.ts";
import type { Code } from "../state.ts";
import { parseScopes } from "./scopes.ts";

export interface AuthorizeRequest {
  client: Client;
  redirectUri: string;
  scopes: string[];
  state?: string;
  nonce?: string;
  challenge?: Code["challenge"];
  offline: boolean;
  includeGranted: boolean;
  prompt: Set<string>;
  /** The person that `login_hint` names, if there is one. */
  hinted?: Person;
}

export interface Refusal {
  status: 400 | 401;
  error: string;
  message: string;
}

const PROMPTS = ["none", "consent", "select_account"];

function readChallenge(query: URLSearchParams): Code["challenge"] | string {
  const value = query.get("code_challenge");
  const method = query.get("code_challenge_method") ?? "plain";
  if (!value) {
    return query.has("code_challenge_method")
      ? "Parameter not allowed without code_challenge: code_challenge_method"
      : undefined;
  }
  if (method !== "S256" && method !== "plain") return "Invalid code_challenge_method";
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(value)) return "Invalid code_challenge length";
  return { value, method };
}

export function readAuthorizeRequest(
  world: World,
  query: URLSearchParams,
): AuthorizeRequest | Refusal {
  const invalid = (message: string, error = "invalid_request"): Refusal => ({
    status: 400,
    error,
    message,
  });
  const repeated = [...query.keys()].find((key, i, all) => all.indexOf(key) !== i);
  if (repeated) return invalid(`OAuth 2 parameters can only have a single value: ${repeated}`);

  const clientId = query.get("client_id");
  if (!clientId) return invalid("Missing required parameter: client_id");
  const client = world.clients.find((known) => known.client_id === clientId);
  if (!client) {
    return { status: 401, error: "invalid_client", message: "The OAuth client was not found." };
  }
  const redirectUri = query.get("redirect_uri");
  if (!redirectUri) return invalid("Missing required parameter: redirect_uri");
  if (!client.redirect_uris.includes(redirectUri)) {
    return invalid(
      `The redirect address is not one of those registered for this client: ${redirectUri}`,
      "redirect_uri_mismatch",
    );
  }
  const responseType = query.get("response_type");
  if (!responseType) return invalid("Required parameter is missing: response_type");
  if (responseType !== "code") {
    return invalid(`Invalid response_type: ${responseType}`, "unsupported_response_type");
  }
  const { scopes, unknown } = parseScopes(query.get("scope") ?? "");
  if (scopes.length === 0) return invalid("Missing required parameter: scope");
  if (unknown.length > 0) {
    return invalid(
      `Some requested scopes were invalid. {invalid=[${unknown.join(", ")}]}`,
      "invalid_scope",
    );
  }
  const accessType = query.get("access_type") ?? "online";
  if (accessType !== "online" && accessType !== "offline") {
    return invalid(`Invalid parameter value for access_type: ${accessType}`);
  }
  const prompt = new Set((query.get("prompt") ?? "").split(" ").filter(Boolean));
  const strange = [...prompt].find((value) => !PROMPTS.includes(value));
  if (strange) return invalid(`Invalid parameter value for prompt: ${strange}`);
  if (prompt.has("none") && prompt.size > 1) {
    return invalid("Invalid parameter value for prompt: none stands alone");
  }
  const challenge = readChallenge(query);
  if (typeof challenge === "string") return invalid(challenge);

  return {
    client,
    redirectUri,
    scopes,
    state: query.get("state") ?? undefined,
    nonce: query.get("nonce") ?? undefined,
    challenge,
    offline: accessType === "offline",
    includeGranted: query.get("include_granted_scopes") === "true",
    prompt,
    hinted: findPerson(world, query.get("login_hint") ?? ""),
  };
}
