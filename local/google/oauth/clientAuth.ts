/**
 * Authenticates the client at the token endpoint, by `client_secret_post` or `client_secret_basic`
 * (RFC 6749, section 2.3.1).
 *
 * @module
 */
import type { Client } from "../types.ts";
import type { World } from "../world.ts";
import { OAuthError } from "./oauthError.ts";

function basicCredentials(authorization: string): [string, string] {
  try {
    const pair = atob(authorization.slice("basic ".length).trim());
    const colon = pair.indexOf(":");
    const decode = (text: string) => decodeURIComponent(text.replaceAll("+", " "));
    return [decode(pair.slice(0, colon)), decode(pair.slice(colon + 1))];
  } catch {
    throw new OAuthError(401, "invalid_client", "Unauthorized");
  }
}

/** Returns the client whose secret the request has. Throws `OAuthError` (401 `invalid_client`). */
export function authenticateClient(
  world: World,
  form: URLSearchParams,
  authorization: string | undefined,
): Client {
  const [id, secret] = authorization?.toLowerCase().startsWith("basic ")
    ? basicCredentials(authorization)
    : [form.get("client_id"), form.get("client_secret")];
  if (!id) {
    throw new OAuthError(400, "invalid_request", "Could not determine client ID from request.");
  }
  const client = world.clients.find((known) => known.client_id === id);
  if (!client) throw new OAuthError(401, "invalid_client", "The OAuth client was not found.");
  if (!secret) throw new OAuthError(400, "invalid_request", "client_secret is missing.");
  if (secret !== client.client_secret) throw new OAuthError(401, "invalid_client", "Unauthorized");
  return client;
}
