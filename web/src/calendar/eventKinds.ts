/**
 * What kind of event one is, and what its owner may do with it here.
 *
 * @module
 */
import type { CalendarEvent, EventAttendee } from "../google-calendar/index.ts";

/** What people see of an event that has no title. */
export const UNTITLED = "Untitled event";

/** Google shows these beside the day; they are not meetings, and no other program may change them. */
export function isMarker({ event_type }: CalendarEvent): boolean {
  return event_type === "working_location" || event_type === "birthday";
}

/** The entry of the person in the list of guests, if somebody else invited them; else null. */
export function ownInvitation({ attendees, organizer }: CalendarEvent): EventAttendee | null {
  const own = attendees?.find(({ self }) => self);
  return own && !own.organizer && !organizer?.self ? own : null;
}

/** How the person answered an invitation; null if it is none. */
export function ownAnswer(
  event: CalendarEvent,
): NonNullable<EventAttendee["response_status"]> | null {
  const own = ownInvitation(event);
  return own && (own.response_status ?? "needs_action");
}

/**
 * Whether the fields that all guests share may be changed. Google refuses that for a guest's copy, for
 * markers and for events that Gmail made; of a type that is not known yet nobody can say.
 */
export function mayChangeShared(event: CalendarEvent): boolean {
  const { event_type = "default" } = event;
  const isOwn = event_type === "default" || hasToBeTimed(event);
  return isOwn && ownInvitation(event) === null;
}

/** Google has no all-day events of these types. */
export function hasToBeTimed({ event_type }: CalendarEvent): boolean {
  return event_type === "out_of_office" || event_type === "focus_time";
}

/** The heading over an event that is not the person's to change. */
export function kindName(event: CalendarEvent): string {
  if (ownInvitation(event)) return "Invitation";
  switch (event.event_type) {
    case "working_location":
      return "Working location";
    case "birthday":
      return "Birthday";
    case "from_gmail":
      return "Event from Gmail";
    default:
      return "Event";
  }
}
