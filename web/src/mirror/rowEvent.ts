/**
 * Shows a row of `google_events` as an event. What a row does not have is read from Google when the event is opened.
 *
 * @module
 */
import type { CalendarEvent, CalendarRef, EventAttendee } from "../google-calendar/index.ts";
import type { MaybeRow } from "./isRow.ts";

/** The columns that the page reads. */
export interface EventRow {
  id: string;
  series_id: string | null;
  original_start: string | null;
  status: string;
  starts_at: string;
  ends_at: string;
  all_day: boolean;
  start_date: string | null;
  end_date: string | null;
  time_zone: string | null;
  summary: string | null;
  description: string | null;
  location: string | null;
  busy: boolean;
  response: string | null;
  visibility: string | null;
  event_type: CalendarEvent["event_type"];
  color_id: string | null;
  organizer: string | null;
  attendees: EventAttendee[] | null;
  meeting_url: string | null;
  html_link: string | null;
  resource_id: string | null;
  etag: string | null;
  created_at: string | null;
  updated_at: string | null;
}

/** `address` is the calendar's own address, for which its own events are organized. */
export function rowEvent(row: EventRow, ref: CalendarRef, address: string | null): CalendarEvent {
  const { id, all_day, busy, response, organizer, meeting_url } = row;
  const event: MaybeRow = {
    ...ref,
    isRow: true,
    id,
    status: row.status,
    html_link: row.html_link,
    etag: row.etag,
    event_type: row.event_type,
    summary: row.summary,
    description: row.description,
    location: row.location,
    start_datetime: all_day ? null : iso(row.starts_at),
    end_datetime: all_day ? null : iso(row.ends_at),
    start_date: all_day ? row.start_date : null,
    end_date: all_day ? row.end_date : null,
    time_zone: row.time_zone,
    end_time_zone: row.time_zone,
    recurrence: null,
    organizer: organizer === null
      ? null
      : { email: organizer, display_name: null, self: isSame(organizer, address) },
    attendees: row.attendees,
    attendees_omitted: false,
    reminders: null,
    visibility: row.visibility,
    // Who declined counts as free, whatever the event says.
    transparency: busy || response === "declined" ? null : "transparent",
    color_id: row.color_id,
    resource_id: row.resource_id,
    recurring_event_id: row.series_id,
    original_start: originalStart(row),
    meeting: meeting_url === null ? null : { status: "ready", url: meeting_url, phone: [] },
    created_at: row.created_at,
    updated_at: row.updated_at,
    replayed: false,
  };
  return event;
}

function iso(time: string): string {
  return new Date(time).toISOString();
}

function isSame(address: string, other: string | null): boolean {
  return address.toLowerCase() === other?.toLowerCase();
}

/** An occurrence's id ends with its original start: a date in a series of whole days. */
function originalStart({ id, original_start }: EventRow): string | null {
  const [, year, month, day] = /_(\d{4})(\d\d)(\d\d)$/.exec(id) ?? [];
  if (year) return `${year}-${month}-${day}`;
  return original_start && iso(original_start);
}
