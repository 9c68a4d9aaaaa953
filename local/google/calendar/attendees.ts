/**
 * Copies an event, under the same id, to the calendar of every attendee with an account here. Private
 * properties, reminders, colour and transparency belong to each copy.
 *
 * @module
 */
import { findPerson, type World } from "../world.ts";
import { guestsChange } from "./guestList.ts";
import type { Calendar, Content, StoredEvent } from "./model.ts";
import { findEvent } from "./occurrences.ts";
import { putEvent } from "./store.ts";

/** Returns the fields that belong to one copy and not to the event. */
function copyFields(content: Content | undefined): Partial<Content> {
  const { reminders, colorId, transparency, extendedProperties } = content ?? {};
  const own = extendedProperties?.private;
  return {
    reminders: reminders ?? { useDefault: true },
    ...(colorId ? { colorId } : {}),
    ...(transparency ? { transparency } : {}),
    ...(own ? { extendedProperties: { private: own } } : {}),
  };
}

/** Returns the fields that only the organizer can change, unless `guestsCanModify` is set. */
export function sharedPart(content: Content): Content {
  const { reminders: _r, colorId: _c, transparency: _t, extendedProperties, ...shared } = content;
  const properties = extendedProperties?.shared;
  return { ...shared, ...(properties ? { extendedProperties: { shared: properties } } : {}) };
}

/** Returns a copy's content: the event's shared fields and the copy's own fields. */
function mergeCopy(event: Content, copy: Content | undefined): Content {
  const shared = sharedPart(event);
  const own = copyFields(copy);
  const extendedProperties = { ...shared.extendedProperties, ...own.extendedProperties };
  return {
    ...shared,
    ...own,
    ...(Object.keys(extendedProperties).length > 0 ? { extendedProperties } : {}),
  };
}

/** Returns the calendars of the attendees with an account here, without the organizer's. */
export function calendarsOf(world: World, event: StoredEvent): Calendar[] {
  const emails = event.content.attendees?.map((attendee) => attendee.email.toLowerCase()) ?? [];
  return emails.flatMap((email) => {
    const person = findPerson(world, email);
    const calendar = person && world.state.calendars.get(person.email);
    return calendar && calendar.id !== event.organizer ? [calendar] : [];
  });
}

/**
 * Copies the organizer's event to the attendees' calendars, and cancels the copies of people who
 * are no longer invited.
 */
export function propagateToAttendees(world: World, event: StoredEvent, before?: StoredEvent): void {
  const invited = calendarsOf(world, event);
  for (const calendar of before ? calendarsOf(world, before) : []) {
    const copy = calendar.events.get(event.id);
    if (copy && !invited.includes(calendar)) {
      putEvent(world, calendar, { ...copy, status: "cancelled", version: event.version });
    }
  }
  for (const calendar of invited) {
    const copy = calendar.events.get(event.id) ?? findEvent(calendar, event.id);
    // An attendee's own event with this id stays, because ids are per calendar at Google.
    if (copy && copy.organizer !== event.organizer) continue;
    putEvent(world, calendar, {
      ...event,
      shown_guests: copy?.shown_guests,
      content: mergeCopy(event.content, copy?.content),
    });
  }
}

/**
 * Copies a guest's response to the organizer's event and from there to every attendee. With
 * `guestsCanModify`, copies all shared fields.
 */
export function tellOrganizer(world: World, calendar: Calendar, copy: StoredEvent): void {
  const organizer = world.state.calendars.get(copy.organizer);
  const original = organizer && findEvent(organizer, copy.id);
  if (!organizer || !original) return;
  const content = original.content.guestsCanModify ? mergeCopy(copy.content, original.content) : {
    ...original.content,
    attendees: guestsChange(world, calendar, original, copy.content.attendees),
  };
  const told = { ...original, version: copy.version, content };
  putEvent(world, organizer, told);
  propagateToAttendees(world, told, original);
}
