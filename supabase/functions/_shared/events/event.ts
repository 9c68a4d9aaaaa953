/**
 * Makes the answer for an event from Google's event.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { Attendee, CalendarEvent } from "./answers.ts";
import { ApiError } from "../errors.ts";
import {
  EVENT_TYPES,
  type EventType,
  keyOf,
  RESPONSE_STATUSES,
  type ResponseStatus,
} from "./eventWords.ts";
import {
  CONTENT_FIELDS,
  DISPLAY_FIELDS,
  each,
  PLAIN_FIELDS,
  type PlainName,
} from "../google/plainFields.ts";
import { meetingOf, webAddress } from "./meeting.ts";
import type { Place } from "./place.ts";

export { EVENT_TYPES, type EventType, RESPONSE_STATUSES, type ResponseStatus };

/** The private extended property with the resource's id. No other calendar's copy has private properties. */
export const RESOURCE_PROPERTY = "supabase_resource_id";
/** The private extended property with the fingerprint of the request that created the event. */
export const FINGERPRINT_PROPERTY = "supabase_fingerprint";
/** The start of the names of private extended properties with marks of changes. See `changeMarks.ts`. */
export const CHANGE_PROPERTY = "supabase_change";

/**
 * Google's event as it is answered. Throws `google_bad_response` if Google's event is malformed.
 */
export function toCalendarEvent(
  event: calendar_v3.Schema$Event,
  place: Place,
  replayed = false,
): CalendarEvent {
  try {
    return read(event, place, replayed);
  } catch (cause) {
    throw new ApiError("google_bad_response", { cause });
  }
}

function read(
  event: calendar_v3.Schema$Event,
  place: Place,
  replayed: boolean,
): CalendarEvent {
  const { start, end, originalStartTime: original } = event;
  const plain = (name: PlainName) => (event[PLAIN_FIELDS[name].google] ?? null) as string | null;
  return {
    id: event.id ?? "",
    status: event.status ?? null,
    html_link: webAddress(event.htmlLink),
    etag: event.etag ?? null,
    event_type: eventTypeOf(event),
    summary: event.summary ?? null,
    ...each(CONTENT_FIELDS, plain),
    start_datetime: start?.dateTime ?? null,
    end_datetime: end?.dateTime ?? null,
    time_zone: start?.timeZone ?? null,
    end_time_zone: end?.timeZone ?? null,
    start_date: start?.date ?? null,
    end_date: end?.date ?? null,
    recurrence: event.recurrence ?? null,
    organizer: event.organizer
      ? {
        email: event.organizer.email ?? null,
        display_name: event.organizer.displayName ?? null,
        self: event.organizer.self ?? false,
      }
      : null,
    attendees: event.attendees?.map(toAttendee) ?? null,
    attendees_omitted: event.attendeesOmitted ?? false,
    reminders: event.reminders
      ? {
        use_default: event.reminders.useDefault ?? false,
        overrides: (event.reminders.overrides ?? []).map(({ method, minutes }) => ({
          method: method ?? null,
          minutes: minutes ?? null,
        })),
      }
      : null,
    ...each(DISPLAY_FIELDS, plain),
    created_at: event.created ?? null,
    updated_at: event.updated ?? null,
    recurring_event_id: event.recurringEventId ?? null,
    original_start: original?.dateTime ?? original?.date ?? null,
    calendar_id: place.calendarId,
    account_id: place.accountId,
    resource_id: event.extendedProperties?.private?.[RESOURCE_PROPERTY] ?? null,
    meeting: meetingOf(event),
    replayed,
  };
}

/** Google's guest as it is answered. */
export function toAttendee(guest: calendar_v3.Schema$EventAttendee): Attendee {
  return {
    email: guest.email ?? null,
    optional: guest.optional ?? false,
    display_name: guest.displayName ?? null,
    response_status: keyOf(RESPONSE_STATUSES, guest.responseStatus),
    comment: guest.comment ?? null,
    self: guest.self ?? false,
    organizer: guest.organizer ?? false,
    resource: guest.resource ?? false,
  };
}

/** Null for an unknown type, and for a cancelled occurrence, which has no fields of its own. */
function eventTypeOf({ eventType, status }: calendar_v3.Schema$Event): EventType | null {
  if (eventType == null) return status === "cancelled" ? null : "default";
  return keyOf(EVENT_TYPES, eventType);
}
