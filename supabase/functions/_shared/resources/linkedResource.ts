/**
 * The resource that an event is made for.
 *
 * @module
 */
import type { Account } from "../accounts/accounts.ts";
import { webSettings } from "../env.ts";
import { ApiError } from "../errors.ts";
import { appAddress } from "../connect/returnAddress.ts";

/** What an event says of its resource. */
export interface LinkedResource {
  id: string;
  name: string;
  url: string;
}

/** How long a title Google accepts. */
const MAX_NAME = 1024;

/** The name, cut between two characters if it is longer than Google accepts. */
function shortened(name: string): string {
  if (name.length <= MAX_NAME) return name;
  return `${name.slice(0, MAX_NAME - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/**
 * The resource with this id, whose name was read with the account. Undefined without an id. Throws
 * `resource_not_found` if the user has no such resource.
 */
export function linkedResource(
  id: string | null | undefined,
  { resourceName, resourceLink }: Pick<Account, "resourceName" | "resourceLink">,
): LinkedResource | undefined {
  if (id === undefined || id === null) return undefined;
  if (resourceName === null) throw new ApiError("resource_not_found");
  const link = resourceLink ?? `/resources/${id}`;
  const url = link.startsWith("/") ? appAddress(link, webSettings()) : link;
  return { id, name: shortened(resourceName), url };
}
