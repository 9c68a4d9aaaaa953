/**
 * The resource that an event is made for, once it is known to be the caller's.
 *
 * @module
 */
import type { Account } from "./accounts.ts";
import { webSettings } from "./env.ts";
import { ApiError } from "./errors.ts";
import type { LinkedResource } from "./eventRequest.ts";
import { appAddress } from "./returnAddress.ts";

/** What the event says of it. Throws `resource_not_found` where it is not the caller's, or there is none. */
export function linkedResource(
  id: string | null | undefined,
  { resourceName }: Account,
): LinkedResource | undefined {
  if (id === undefined || id === null) return undefined;
  if (resourceName === null) throw new ApiError("resource_not_found");
  return { id, name: resourceName, url: appAddress(`/resources/${id}`, webSettings()) };
}
