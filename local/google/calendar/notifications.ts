/**
 * Who is sent an e-mail about an event. Believed: a write that names a shared field tells every guest,
 * also if it changes nothing, so that a repeated write tells them twice; one of the guest list tells those
 * who come and go.
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
/** Fields of a body that are the caller's own, or whose change is told otherwise. */
const UNTOLD = ["attendees", "attendeesOmitted", "colorId", "reminders", "transparency"];

function tellsGuests(json: Record<string, unknown>): boolean {
  return Object.entries(json).some(([field, value]) =>
    field === "extendedProperties"
      ? value === null || Object.hasOwn(value as object, "shared")
      : !UNTOLD.includes(field)
  );
}

/** Everybody invited except the organizer and rooms. */
function guestsOf(world: World, event: StoredEvent | undefined): Map<string, Attendee> {
  const guests = event && event.status !== "cancelled" ? event.content.attendees ?? [] : [];
  const people = guests.filter(({ email, resource }) =>
    !resource && addressOf(world, email) !== event!.organizer
  );
  return new Map(people.map((guest) => [addressOf(world, guest.email), guest]));
}

/** Notes the e-mails that a write of `json` leads to; `event` is the caller's copy after it. */
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
  // A guest who deletes their copy takes nobody else's away.
  if (asGuest) return;
  for (const to of earlier.keys()) if (!now.has(to)) tell(to, "cancelled");
}
