/**
 * The resource that an event is made for, once it is known to be the caller's.
 *
 * @module
 */
import type { Account } from "../accounts/accounts.ts";
import { webSettings } from "../env.ts";
import { ApiError } from "../errors.ts";
import type { LinkedResource } from "../events/googleEvent.ts";
import { appAddress } from "../connect/returnAddress.ts";

/** What Google takes for a title. */
const MAX_NAME = 1024;

/** The name, cut between two characters if it is too long to be shown. */
function shortened(name: string): string {
  if (name.length <= MAX_NAME) return name;
  return `${name.slice(0, MAX_NAME - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** What the event says of it. Throws `resource_not_found` where it is not the caller's, or there is none. */
export function linkedResource(
  id: string | null | undefined,
  { resourceName }: Account,
): LinkedResource | undefined {
  if (id === undefined || id === null) return undefined;
  if (resourceName === null) throw new ApiError("resource_not_found");
  return { id, name: shortened(resourceName), url: appAddress(`/resources/${id}`, webSettings()) };
}
