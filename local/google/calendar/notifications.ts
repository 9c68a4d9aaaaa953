/**
 * Records the e-mails about an event. Assumed: a write with a shared field notifies every guest, even if
 * it changes nothing, so a repeated write notifies them twice. A write of the guest list notifies added and
 * removed guests.
 * Source: Calendar v3 reference, Events: insert, patch, delete (sendUpdates).
 *
 * @module
 */
import type { Notification } from "../types.ts";
import { findPerson, type World } from "../world.ts";
import type { Attendee } from "./eventBody.ts";
import { addressOf, ownEntry } from "./guestList.ts";
import type { Calendar, StoredEvent } from "./model.ts";
import { sameJson } from "./sameJson.ts";
import type { WriteOptions } from "./writeOptions.ts";

const MAX_NOTIFICATIONS = 10_000;
/** Fields that notify nobody by themselves: the caller's own fields, and the guest list. */
const UNTOLD = ["attendees", "attendeesOmitted", "colorId", "reminders", "transparency"];

function tellsGuests(json: Record<string, unknown>): boolean {
  return Object.entries(json).some(([field, value]) =>
    field === "extendedProperties"
      ? value === null || Object.hasOwn(value as object, "shared")
      : !UNTOLD.includes(field)
  );
}

/** Returns the attendees except the organizer and rooms. */
function guestsOf(world: World, event: StoredEvent | undefined): Map<string, Attendee> {
  const guests = event && event.status !== "cancelled" ? event.content.attendees ?? [] : [];
  const people = guests.filter(({ email, resource }) =>
    !resource && addressOf(world, email) !== event!.organizer
  );
  return new Map(people.map((guest) => [addressOf(world, guest.email), guest]));
}

/** Records the e-mails for a write of `json`. `event` is the caller's copy after the write. */
export function notify(
  world: World,
  calendar: Calendar,
  { sendUpdates = "none", json, before, event }: {
    sendUpdates?: WriteOptions["sendUpdates"];
    json: Record<string, unknown>;
    before?: StoredEvent;
    event: StoredEvent;
  },
): void {
  if (sendUpdates === "none") return;
  const tell = (to: string, about: Notification["about"]) => {
    if (sendUpdates === "externalOnly" && findPerson(world, to)) return;
    world.notifications.push({ event_id: event.id, to, about, at: world.clock.now() });
    const over = world.notifications.length - MAX_NOTIFICATIONS;
    if (over > 0) world.notifications.splice(0, over);
  };
  const own = (of: StoredEvent) => ownEntry(world, calendar, of.content.attendees);
  const asGuest = event.organizer !== calendar.id;
  if (asGuest && before && !sameJson(own(before), own(event))) tell(event.organizer, "answered");

  const [earlier, now] = [guestsOf(world, before), guestsOf(world, event)];
  for (const to of now.keys()) {
    if (to === calendar.id) continue;
    if (!earlier.has(to)) tell(to, "invited");
    else if (tellsGuests(json) && (!asGuest || event.content.guestsCanModify)) tell(to, "changed");
  }
  // A guest who deletes their copy does not delete other copies.
  if (asGuest) return;
  for (const to of earlier.keys()) if (!now.has(to)) tell(to, "cancelled");
}
