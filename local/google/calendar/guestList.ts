/**
 * The guest list: how a write changes it, and which part of it a reader gets.
 * Source: Calendar v3 reference, Events (attendees, attendeesOmitted, guestsCanInviteOthers,
 * guestsCanSeeOtherGuests) and the parameter maxAttendees.
 *
 * @module
 */
import { findPerson, type World } from "../world.ts";
import type { Attendee, EventBody } from "./eventBody.ts";
import type { Calendar, Content, StoredEvent } from "./model.ts";

type Guests = Attendee[] | undefined;

/** Returns the current address of a person who was renamed, or the address itself. */
export const addressOf = (world: World, email: string): string =>
  findPerson(world, email)?.email ?? email.toLowerCase();

/** True if the calendar is the primary calendar of the person with this current or former address. */
export function isPrimaryOf(world: World, calendar: Calendar, email: string): boolean {
  return addressOf(world, email) === calendar.id;
}

/** Returns the entry of the calendar's owner. */
export function ownEntry(world: World, calendar: Calendar, guests: Guests): Attendee | undefined {
  return guests?.find(({ email }) => isPrimaryOf(world, calendar, email));
}

/** Replaces the owner's entry in the list. Adds nobody. */
export function withEntry(world: World, calendar: Calendar, guests: Guests, entry?: Attendee) {
  if (!entry) return guests;
  return guests?.map((guest) => isPrimaryOf(world, calendar, guest.email) ? entry : guest);
}

/** Adds the organizer, with `accepted`, to an event with guests. */
export function withOrganizer(world: World, calendar: Calendar, content: Content): Content {
  const { attendees } = content;
  if (!attendees || attendees.length === 0) return content;
  return {
    ...content,
    attendees: attendees.map((attendee) => {
      const own = isPrimaryOf(world, calendar, attendee.email);
      return {
        ...attendee,
        email: findPerson(world, attendee.email)?.email ?? attendee.email,
        ...(own ? { responseStatus: attendee.responseStatus ?? "accepted" as const } : {}),
      };
    }),
  };
}

/**
 * Applies `attendeesOmitted`: the written list replaces the caller's own entry and changes nothing else.
 */
export function ownAnswerOnly(
  world: World,
  calendar: Calendar,
  body: EventBody,
  before: Guests,
): EventBody {
  if (!body.attendeesOmitted) return body;
  const entry = ownEntry(world, calendar, body.attendees);
  return { ...body, attendees: withEntry(world, calendar, before, entry) };
}

/**
 * Returns the list after a guest's write: their own response and, if guests can invite others, the people
 * they added. Changes to other entries are ignored.
 */
export function guestsChange(
  world: World,
  calendar: Calendar,
  before: StoredEvent,
  written: Guests,
): Guests {
  const { attendees, guestsCanInviteOthers } = before.content;
  const known = new Set(attendees?.map(({ email }) => addressOf(world, email)));
  const invited = guestsCanInviteOthers === false
    ? []
    : written?.filter(({ email }) => !known.has(addressOf(world, email))) ?? [];
  const answered = withEntry(
    world,
    calendar,
    attendees,
    answerOf(world, calendar, before, written),
  );
  return answered && [...answered, ...invited];
}

/** Returns a guest's entry with their new response. The organizer's fields of the entry stay. */
function answerOf(world: World, calendar: Calendar, before: StoredEvent, written: Guests) {
  const entry = ownEntry(world, calendar, before.content.attendees);
  const answer = ownEntry(world, calendar, written);
  if (!entry || !answer) return undefined;
  const { comment: _c, additionalGuests: _a, responseStatus: _r, ...kept } = entry;
  const { comment, additionalGuests, responseStatus } = answer;
  return { ...kept, comment, additionalGuests, responseStatus };
}

/**
 * Returns the guests for a reader: all of them, or only the reader's own entry if there are more than
 * `most`, if guests cannot see each other, or if a test called `omitGuests`.
 */
export function shownGuests(
  world: World,
  calendar: Calendar,
  event: StoredEvent,
  most = Infinity,
): { attendees?: Attendee[]; attendeesOmitted?: true } {
  const { attendees, guestsCanSeeOtherGuests } = event.content;
  if (!attendees) return {};
  const hidden = guestsCanSeeOtherGuests === false && event.organizer !== calendar.id;
  const shown = hidden || attendees.length > most ? 0 : event.shown_guests ?? Infinity;
  if (shown >= attendees.length) return { attendees };
  let others = shown;
  const rest = attendees.filter(({ email }) => isPrimaryOf(world, calendar, email) || others-- > 0);
  return { ...(rest.length > 0 ? { attendees: rest } : {}), attendeesOmitted: true };
}
