/**
 * Who is invited: what a write makes of the list, and how much of it a reader sees.
 * Source: Calendar v3 reference, Events (attendees, attendeesOmitted, guestsCanInviteOthers,
 * guestsCanSeeOtherGuests) and the parameter maxAttendees.
 *
 * @module
 */
import { findPerson, type World } from "../world.ts";
import type { Attendee, EventBody } from "./eventBody.ts";
import type { Calendar, Content, StoredEvent } from "./model.ts";

type Guests = Attendee[] | undefined;

/** The address as it is today. */
export const addressOf = (world: World, email: string): string =>
  findPerson(world, email)?.email ?? email.toLowerCase();

/** Whether a calendar is the primary one of the person who has, or had, this address. */
export function isPrimaryOf(world: World, calendar: Calendar, email: string): boolean {
  return addressOf(world, email) === calendar.id;
}

/** The entry of the person whose primary calendar this is. */
export function ownEntry(world: World, calendar: Calendar, guests: Guests): Attendee | undefined {
  return guests?.find(({ email }) => isPrimaryOf(world, calendar, email));
}

/** The list with one person's entry in place of theirs; nobody is added. */
export function withEntry(world: World, calendar: Calendar, guests: Guests, entry?: Attendee) {
  if (!entry) return guests;
  return guests?.map((guest) => isPrimaryOf(world, calendar, guest.email) ? entry : guest);
}

/** The organizer of an event with guests is one of them and has accepted. */
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
 * A written list with `attendeesOmitted`: it changes the caller's own entry, as a whole, and nothing
 * else of the list.
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
 * The list as a guest may leave it: their own answer, and whom they invited as well, if guests can
 * invite others. What they write of anybody else is ignored.
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

/** A guest's entry with the answer they wrote; what the organizer says of them stays. */
function answerOf(world: World, calendar: Calendar, before: StoredEvent, written: Guests) {
  const entry = ownEntry(world, calendar, before.content.attendees);
  const answer = ownEntry(world, calendar, written);
  if (!entry || !answer) return undefined;
  const { comment: _c, additionalGuests: _a, responseStatus: _r, ...kept } = entry;
  const { comment, additionalGuests, responseStatus } = answer;
  return { ...kept, comment, additionalGuests, responseStatus };
}

/**
 * The guests that a reader sees: all, or their own entry alone if there are more than `most`, if guests
 * cannot see each other, or if a test told Google to leave the others out.
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
