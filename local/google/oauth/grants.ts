/**
 * What people have granted. Revoking takes everything away that the client's whole project was
 * granted by that person, as Google's revoke endpoint and account settings both do.
 *
 * @module
 */
import type { Grant } from "../state.ts";
import type { World } from "../world.ts";

const keyOf = (sub: string, clientId: string) => `${sub} ${clientId}`;

/** Google's client ids begin with the project's number; a name without one is a project by itself. */
function projectOf(clientId: string): string {
  return /^(\d+)-/.exec(clientId)?.[1] ?? clientId;
}

export function grantedScopes(world: World, sub: string, clientId: string): string[] {
  return world.state.grants.get(keyOf(sub, clientId))?.scopes ?? [];
}

/** Adds the scopes to what was granted before. */
export function addGrant(world: World, sub: string, clientId: string, scopes: string[]): void {
  const all = new Set([...grantedScopes(world, sub, clientId), ...scopes]);
  world.state.grants.set(keyOf(sub, clientId), { sub, client_id: clientId, scopes: [...all] });
}

export function grantsOf(world: World, sub: string): Grant[] {
  return [...world.state.grants.values()].filter((grant) => grant.sub === sub);
}

/** Ends every grant, code and token of this person for the client's project; all clients if none is named. */
export function revoke(world: World, sub: string, clientId?: string): void {
  const hit = (held: { sub: string; client_id: string }) =>
    held.sub === sub && (!clientId || projectOf(held.client_id) === projectOf(clientId));
  const { grants, codes, access_tokens, refresh_tokens } = world.state;
  for (const map of [grants, codes, access_tokens, refresh_tokens]) {
    for (const [key, held] of map) if (hit(held)) map.delete(key);
  }
}
