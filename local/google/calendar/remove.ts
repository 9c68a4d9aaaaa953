/**
 * events.delete: deletes an event, a series or one occurrence of it.
 * Source: Calendar v3 reference, Events: delete.
 *
 * @module
 */
import type { World } from "../world.ts";
import { gone } from "./apiError.ts";
import { calendarsOf, propagateToAttendees, tellOrganizer } from "./attendees.ts";
import { ownEntry, withEntry } from "./guestList.ts";
import { type Calendar, nextVersion, type StoredEvent } from "./model.ts";
import { notify } from "./notifications.ts";
import { isSeries } from "./occurrences.ts";
import { putEvent } from "./store.ts";
import { type Target, targetOf } from "./target.ts";
import type { WriteOptions } from "./writeOptions.ts";

/** Marks the changed occurrences of a deleted series as deleted, in every calendar. */
function removeExceptions(world: World, calendar: Calendar, series: StoredEvent, version: number) {
  const everywhere = series.organizer === calendar.id ? calendarsOf(world, series) : [];
  for (const each of [calendar, ...everywhere]) {
    for (const event of [...each.events.values()]) {
      if (event.occurrence?.series !== series.id || event.organizer !== series.organizer) continue;
      putEvent(world, each, { ...event, status: "cancelled", version });
    }
  }
}

/**
 * Deletes an event, and all occurrences of a series. Its id stays in use. Throws 410 if it was
 * deleted before.
 */
export function removeEvent(world: World, target: Target, options: WriteOptions = {}): void {
  const { calendar } = target;
  const before = targetOf(world, target);
  if (before.status === "cancelled") throw gone();
  const version = nextVersion(world.state, world.clock.now());
  const event: StoredEvent = { ...before, status: "cancelled", version };
  if (isSeries(before)) removeExceptions(world, calendar, before, version);
  if (event.organizer !== calendar.id) {
    const own = ownEntry(world, calendar, before.content.attendees);
    const declined = own && { ...own, responseStatus: "declined" as const };
    const attendees = withEntry(world, calendar, before.content.attendees, declined);
    event.content = { ...before.content, attendees };
    tellOrganizer(world, calendar, event);
  }
  putEvent(world, calendar, event);
  if (event.organizer === calendar.id) propagateToAttendees(world, event, before);
  notify(world, calendar, { ...options, json: {}, before, event });
}
