/**
 * Finds the event that a patch, update or delete names.
 * Source: Calendar v3, guides/version-resources (If-Match).
 *
 * @module
 */
import { ApiError, notFound } from "./apiError.ts";
import { type Calendar, etagOf, type StoredEvent } from "./model.ts";
import { findEvent } from "./occurrences.ts";

export interface Target {
  calendar: Calendar;
  id: string;
  ifMatch?: string;
}

/** Returns the event. Throws 404 if there is none, and 412 if `If-Match` names another version. */
export function targetOf({ calendar, id, ifMatch }: Target): StoredEvent {
  const event = findEvent(calendar, id);
  if (!event) throw notFound();
  const wanted = ifMatch?.split(",").map((etag) => etag.trim());
  if (wanted && !wanted.includes("*") && !wanted.includes(etagOf(event))) {
    throw new ApiError(412, "conditionNotMet", "Precondition Failed", {
      location: "If-Match",
      locationType: "header",
    });
  }
  return event;
}
