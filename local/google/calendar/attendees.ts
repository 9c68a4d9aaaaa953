/**
 * Invitations: an event stands under the same id in the calendar of everybody invited who has an
 * account here. Private properties, reminders and colour are each calendar's own.
 *
 * @module
 */
import { findPerson, type World } from "../world.ts";
import type { Calendar, Content, StoredEvent } from "./model.ts";
import { findEvent } from "./occurrences.ts";

/** What belongs to one copy and not to the event. */
function ownPart(content: Content | undefined): Partial<Content> {
  const { reminders, colorId, transparency, extendedProperties } = content ?? {};
  const own = extendedProperties?.private;
  return {
    ...(reminders ? { reminders } : {}),
    ...(colorId ? { colorId } : {}),
    ...(transparency ? { transparency } : {}),
    ...(own ? { extendedProperties: { private: own } } : {}),
  };
}

function sharedPart(content: Content): Content {
  const { reminders: _r, colorId: _c, transparency: _t, extendedProperties, ...shared } = content;
  const properties = extendedProperties?.shared;
  return { ...shared, ...(properties ? { extendedProperties: { shared: properties } } : {}) };
}

/** One copy's content: what is shared of the event, what is the copy's own. */
function mixed(event: Content, copy: Content | undefined): Content {
  const shared = sharedPart(event);
  const own = ownPart(copy);
  const extendedProperties = { ...shared.extendedProperties, ...own.extendedProperties };
  return {
    ...shared,
    ...own,
    ...(Object.keys(extendedProperties).length > 0 ? { extendedProperties } : {}),
  };
}

function calendarsOf(world: World, event: StoredEvent): Calendar[] {
  const emails = event.content.attendees?.map((attendee) => attendee.email.toLowerCase()) ?? [];
  return emails.flatMap((email) => {
    const person = findPerson(world, email);
    const calendar = person && world.state.calendars.get(person.email);
    return calendar && calendar.id !== event.organizer ? [calendar] : [];
  });
}

/** Brings the organizer's event, as it is now, to everybody's calendar; takes it from who is no longer invited. */
export function spread(world: World, event: StoredEvent, before?: StoredEvent): void {
  const invited = calendarsOf(world, event);
  for (const calendar of before ? calendarsOf(world, before) : []) {
    const copy = calendar.events.get(event.id);
    if (copy && !invited.includes(calendar)) {
      calendar.events.set(event.id, { ...copy, status: "cancelled", version: event.version });
    }
  }
  for (const calendar of invited) {
    const copy = calendar.events.get(event.id);
    // An event of their own under this id stays: Google keeps ids apart per calendar.
    if (copy && copy.organizer !== event.organizer) continue;
    calendar.events.set(event.id, { ...event, content: mixed(event.content, copy?.content) });
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
  const answer = copy.content.attendees?.find((attendee) => attendee.email === calendar.id);
  const { guestsCanModify } = original.content;
  const content = guestsCanModify ? mixed(copy.content, original.content) : original.content;
  const attendees = original.content.attendees?.map((attendee) =>
    answer && attendee.email === calendar.id ? { ...attendee, ...answer } : attendee
  );
  const told = { ...original, version: copy.version, content: { ...content, attendees } };
  organizer.events.set(told.id, told);
  spread(world, told, original);
}
