/**
 * Tells the kinds of events apart, and what the person may do with each.
 *
 * @module
 */
import type { CalendarEvent, EventAttendee } from "../google-calendar/index.ts";

/** True for events that Google shows above the day. Only Google's own apps may change them. */
export function isMarker({ event_type }: CalendarEvent): boolean {
  return event_type === "working_location" || event_type === "birthday";
}

/** The person's entry in the list of guests, if somebody else invited the person; else null. */
export function ownInvitation({ attendees, organizer }: CalendarEvent): EventAttendee | null {
  const own = attendees?.find(({ self }) => self);
  return own && !own.organizer && !organizer?.self ? own : null;
}

/** The person's answer to an invitation; null if the event is not an invitation. */
export function ownAnswer(
  event: CalendarEvent,
): NonNullable<EventAttendee["response_status"]> | null {
  const own = ownInvitation(event);
  return own && (own.response_status ?? "needs_action");
}

/**
 * True if the person may change the fields that all guests share. Google refuses that for a guest's
 * copy, for markers and for events from Gmail. An unknown type counts as refused.
 */
export function mayChangeShared(event: CalendarEvent): boolean {
  const { event_type = "default" } = event;
  const isOwn = event_type === "default" || hasToBeTimed(event);
  return isOwn && ownInvitation(event) === null;
}

/** True for the types that cannot be all-day at Google. */
export function hasToBeTimed({ event_type }: CalendarEvent): boolean {
  return event_type === "out_of_office" || event_type === "focus_time";
}

/** The kinds of events that have a name, in the texts as `kind_...`. */
export type Kind = "event" | "invitation" | "working_location" | "birthday" | "from_gmail";

/** What the event is, for its heading. */
export function kindOf(event: CalendarEvent): Kind {
  if (ownInvitation(event)) return "invitation";
  switch (event.event_type) {
    case "working_location":
    case "birthday":
    case "from_gmail":
      return event.event_type;
    default:
      return "event";
  }
}
