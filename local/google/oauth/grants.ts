/**
 * Stores what people granted. Revoking ends everything that a person granted to the client's project, as
 * Google's revoke endpoint and account settings do.
 *
 * @module
 */
import type { Grant } from "../state.ts";
import type { World } from "../world.ts";

const keyOf = (sub: string, clientId: string) => `${sub} ${clientId}`;

/**
 * Returns the client's project: Google's client ids begin with the project's number. Any other id
 * is a project by itself.
 */
function projectOf(clientId: string): string {
  return /^(\d+)-/.exec(clientId)?.[1] ?? clientId;
}

export function grantedScopes(world: World, sub: string, clientId: string): string[] {
  return world.state.grants.get(keyOf(sub, clientId))?.scopes ?? [];
}

/** Adds the scopes to the grant. */
export function addGrant(world: World, sub: string, clientId: string, scopes: string[]): void {
  const all = new Set([...grantedScopes(world, sub, clientId), ...scopes]);
  world.state.grants.set(keyOf(sub, clientId), { sub, client_id: clientId, scopes: [...all] });
}

export function grantsOf(world: World, sub: string): Grant[] {
  return [...world.state.grants.values()].filter((grant) => grant.sub === sub);
}

/**
 * Deletes every grant, code and token of this person for the client's project, or for all clients
 * if `clientId` is absent.
 */
export function revoke(world: World, sub: string, clientId?: string): void {
  const hit = (held: { sub: string; client_id: string }) =>
    held.sub === sub && (!clientId || projectOf(held.client_id) === projectOf(clientId));
  const { grants, codes, access_tokens, refresh_tokens } = world.state;
  for (const map of [grants, codes, access_tokens, refresh_tokens]) {
    for (const [key, held] of map) if (hit(held)) map.delete(key);
  }
}
