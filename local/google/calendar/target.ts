/**
 * Finds the event that a patch, update or delete names.
 * Source: Calendar v3, guides/version-resources (If-Match).
 *
 * @module
 */
import type { World } from "../world.ts";
import type { Access } from "./access.ts";
import { ApiError, notFound, requiredAccessLevel } from "./apiError.ts";
import { etagOf, type StoredEvent } from "./model.ts";
import { findEvent } from "./occurrences.ts";
import { isHidden } from "./visibility.ts";

export interface Target extends Access {
  id: string;
  ifMatch?: string;
}

/**
 * Returns the event. Throws 404 if there is none, 403 if its details are hidden from the caller, and 412
 * if `If-Match` names another version.
 */
export function targetOf(world: World, { id, ifMatch, ...access }: Target): StoredEvent {
  const event = findEvent(access.calendar, id);
  if (!event) throw notFound();
  if (isHidden(world, access, event)) throw requiredAccessLevel("writer");
  const wanted = ifMatch?.split(",").map((etag) => etag.trim());
  if (wanted && !wanted.includes("*") && !wanted.includes(etagOf(event))) {
    throw new ApiError(412, "conditionNotMet", "Precondition Failed", {
      location: "If-Match",
      locationType: "header",
    });
  }
  return event;
}
