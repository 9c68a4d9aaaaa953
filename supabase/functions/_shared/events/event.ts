/**
 * An event as callers see it, made from Google's.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { ApiError } from "../errors.ts";
import {
  EVENT_TYPES,
  type EventType,
  keyOf,
  RESPONSE_STATUSES,
  type ResponseStatus,
} from "./eventWords.ts";
import { type Meeting, meetingOf, webAddress } from "./meeting.ts";

export { EVENT_TYPES, type EventType, RESPONSE_STATUSES, type ResponseStatus };

/** The private extended property that remembers the resource. Private: no other calendar's copy has it. */
export const RESOURCE_PROPERTY = "supabase_resource_id";
/** The private extended property that remembers what was asked for, to recognise it again. */
export const FINGERPRINT_PROPERTY = "supabase_fingerprint";
/** The private extended property that names the last change made here, to recognise a lost answer. */
export const CHANGE_PROPERTY = "supabase_change";

export interface Attendee {
  email: string | null;
  optional: boolean;
  display_name: string | null;
  response_status: ResponseStatus | null;
  comment: string | null;
  /** Whether this is whose calendar the event is in. */
  self: boolean;
  organizer: boolean;
  /** Whether this is a room or another resource. */
  resource: boolean;
}

/** Google's event in the contract's words. Null if it has no such field. */
export interface CalendarEvent {
  id: string;
  status: string | null;
  html_link: string | null;
  etag: string | null;
  /** Null if Google has a type that this version does not know. */
  event_type: EventType | null;
  summary: string | null;
  description: string | null;
  location: string | null;
  start_datetime: string | null;
  end_datetime: string | null;
  time_zone: string | null;
  end_time_zone: string | null;
  start_date: string | null;
  end_date: string | null;
  recurrence: string[] | null;
  organizer: { email: string | null; display_name: string | null; self: boolean } | null;
  attendees: Attendee[] | null;
  /** Whether Google left out guests. */
  attendees_omitted: boolean;
  reminders: {
    use_default: boolean;
    overrides: { method: string | null; minutes: number | null }[];
  } | null;
  visibility: string | null;
  transparency: string | null;
  color_id: string | null;
  created_at: string | null;
  updated_at: string | null;
  recurring_event_id: string | null;
  /** Of an occurrence: when its series has it. A date-time with an offset, or a date. */
  original_start: string | null;
  calendar_id: string;
  resource_id: string | null;
  meeting: Meeting | null;
  /** Whether this was created by an earlier request. */
  replayed: boolean;
}

/**
 * The event, in the calendar of this name (`calendarNameOf`). Throws `google_bad_response` if Google's
 * event is none.
 */
export function toCalendarEvent(
  event: calendar_v3.Schema$Event,
  calendarName: string,
  replayed = false,
): CalendarEvent {
  try {
    return read(event, calendarName, replayed);
  } catch (cause) {
    throw new ApiError("google_bad_response", { cause });
  }
}

function read(
  event: calendar_v3.Schema$Event,
  calendarName: string,
  replayed: boolean,
): CalendarEvent {
  const { start, end, originalStartTime: original } = event;
  return {
    id: event.id ?? "",
    status: event.status ?? null,
    html_link: webAddress(event.htmlLink),
    etag: event.etag ?? null,
    event_type: eventTypeOf(event),
    summary: event.summary ?? null,
    description: event.description ?? null,
    location: event.location ?? null,
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
    visibility: event.visibility ?? null,
    transparency: event.transparency ?? null,
    color_id: event.colorId ?? null,
    created_at: event.created ?? null,
    updated_at: event.updated ?? null,
    recurring_event_id: event.recurringEventId ?? null,
    original_start: original?.dateTime ?? original?.date ?? null,
    calendar_id: calendarName,
    resource_id: event.extendedProperties?.private?.[RESOURCE_PROPERTY] ?? null,
    meeting: meetingOf(event),
    replayed,
  };
}

/** A guest in the contract's words. */
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

/** Null for a type that Google has added since, and for a cancelled occurrence, which has no fields of its own. */
function eventTypeOf({ eventType, status }: calendar_v3.Schema$Event): EventType | null {
  if (eventType == null) return status === "cancelled" ? null : "default";
  return keyOf(EVENT_TYPES, eventType);
}
