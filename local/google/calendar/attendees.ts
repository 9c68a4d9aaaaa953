/**
 * Invitations: an event stands under the same id in the calendar of everybody invited who has an
 * account here. Private properties, reminders, colour and transparency are each calendar's own.
 *
 * @module
 */
import { findPerson, type World } from "../world.ts";
import { guestsChange } from "./guestList.ts";
import type { Calendar, Content, StoredEvent } from "./model.ts";
import { findEvent } from "./occurrences.ts";

/** What belongs to one copy and not to the event. */
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

/** What only the organizer can change, unless the event lets guests. */
export function sharedPart(content: Content): Content {
  const { reminders: _r, colorId: _c, transparency: _t, extendedProperties, ...shared } = content;
  const properties = extendedProperties?.shared;
  return { ...shared, ...(properties ? { extendedProperties: { shared: properties } } : {}) };
}

/** One copy's content: what is shared of the event, what is the copy's own. */
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

/** The calendars of everybody invited who has an account here, the organizer's left out. */
export function calendarsOf(world: World, event: StoredEvent): Calendar[] {
  const emails = event.content.attendees?.map((attendee) => attendee.email.toLowerCase()) ?? [];
  return emails.flatMap((email) => {
    const person = findPerson(world, email);
    const calendar = person && world.state.calendars.get(person.email);
    return calendar && calendar.id !== event.organizer ? [calendar] : [];
  });
}

/** Brings the organizer's event, as it is now, to everybody's calendar; takes it from who is no longer invited. */
export function propagateToAttendees(world: World, event: StoredEvent, before?: StoredEvent): void {
  const invited = calendarsOf(world, event);
  for (const calendar of before ? calendarsOf(world, before) : []) {
    const copy = calendar.events.get(event.id);
    if (copy && !invited.includes(calendar)) {
      calendar.events.set(event.id, { ...copy, status: "cancelled", version: event.version });
    }
  }
  for (const calendar of invited) {
    const copy = calendar.events.get(event.id) ?? findEvent(calendar, event.id);
    // An event of their own under this id stays: Google keeps ids apart per calendar.
    if (copy && copy.organizer !== event.organizer) continue;
    calendar.events.set(event.id, {
      ...event,
      shown_guests: copy?.shown_guests,
      content: mergeCopy(event.content, copy?.content),
    });
  }
}

/**
 * Brings a guest's answer to the organizer and from there to everybody; with `guestsCanModify`, all
 * that is shared of the event too.
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
  organizer.events.set(told.id, told);
  propagateToAttendees(world, told, original);
}
