/**
 * Recognizes an event that this project created. A fingerprint of the request is in a private extended
 * property: only this project writes it, and Google shows it in no other calendar, so it tells the
 * user's own event from an invitation.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { CalendarClient } from "../calendarClient.ts";
import { ApiError, type ErrorCode } from "../errors.ts";
import { FINGERPRINT_PROPERTY } from "./event.ts";
import { type EventAddress, findStoredEvent } from "./readEvent.ts";

/** The fingerprint of the request that created the event. Undefined if this project did not. */
export function fingerprintOf(
  { extendedProperties }: calendar_v3.Schema$Event,
): string | undefined {
  return extendedProperties?.private?.[FINGERPRINT_PROPERTY];
}

/**
 * The event that has the id already: the event itself if this request created it, "deleted" if it was
 * deleted, or "own invitation" if it is a copy of the user's own event in another calendar. Throws
 * `idempotency_mismatch` if another request created it.
 */
export async function readTaken(
  calendar: CalendarClient,
  address: EventAddress,
  fingerprint: string,
): Promise<calendar_v3.Schema$Event | "deleted" | "own invitation"> {
  const event = await findStoredEvent(calendar, address);
  // Of a deleted event, only the id is certain to be there.
  if (!event || event.status === "cancelled") return "deleted";
  const found = fingerprintOf(event);
  if (found === fingerprint) return event;
  if (found === undefined && await isOwnInvitation(calendar, event)) return "own invitation";
  // The request had another body, or somebody guessed the id and invited the user. An event of
  // somebody else's must not be shown.
  throw new ApiError("idempotency_mismatch");
}

/** Google's answers about an event in a calendar that the user cannot read. */
const NOT_READABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "event_not_found",
  "google_permission_denied",
  "google_rejected_event",
]);

/**
 * True if the event is a copy of an event that this project created in another of the user's calendars
 * and that invites the user. Its id cannot be used again in this calendar.
 */
async function isOwnInvitation(
  calendar: CalendarClient,
  { id, organizer }: calendar_v3.Schema$Event,
): Promise<boolean> {
  if (!organizer?.email || organizer.self) return false;
  try {
    const original = await calendar.events.get({ calendarId: organizer.email, eventId: id! });
    return fingerprintOf(original) !== undefined;
  } catch (error) {
    // The calendar is somebody else's, who took the id.
    if (error instanceof ApiError && NOT_READABLE.has(error.code)) return false;
    throw error;
  }
}
