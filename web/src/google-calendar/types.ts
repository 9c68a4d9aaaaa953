/**
 * The shapes that the functions take and answer, as the HTTP contract names them.
 *
 * @module
 */

/** Why a connection needs the person once more. */
export type ReconnectReason = "revoked_or_expired" | "session_control" | "scope_missing";

/** What is known of one person's connection; times are RFC 3339 with an offset. */
export interface Connection {
  status: "connected" | "needs_reconnect" | "not_connected";
  reason: ReconnectReason | null;
  google_email: string | null;
  scopes: string[];
  features: { events: boolean; free_busy: boolean };
  connected_at: string | null;
  /** When the grant itself ends; null where Google sets no end. */
  expires_at: string | null;
}

/** The answer of `oauth-initiate`: where to send the browser, and until when that works. */
export interface ConnectStart {
  authorization_url: string;
  expires_at: string;
}

/** A Google account that waits for the person to say "yes, this one". */
export interface PendingConnection {
  /** Null where Google did not tell it. */
  google_email: string | null;
  scopes: string[];
  expires_at: string;
}

/** A guest; `optional` guests may stay away. */
export interface Attendee {
  email: string;
  optional?: boolean;
  display_name?: string;
}

/** When Google reminds: its default for the calendar, or up to five of the event's own. */
export interface Reminders {
  use_default: boolean;
  overrides?: { method: "email" | "popup"; minutes: number }[];
}

/** Timed: RFC 3339 with an offset, or with an IANA `time_zone` beside it. */
interface TimedFields {
  start_datetime: string;
  end_datetime: string;
  /** Required where the event recurs. */
  time_zone?: string;
}

/** All-day: `YYYY-MM-DD`; `end_date` is the day after the last, as Google has it. */
interface AllDayFields {
  start_date: string;
  end_date: string;
}

interface DetailFields {
  description?: string;
  location?: string;
  /** RFC 5545 lines, such as `RRULE:FREQ=WEEKLY;COUNT=10`. */
  recurrence?: string[];
  attendees?: Attendee[];
  reminders?: Reminders;
  conference?: "google_meet";
  visibility?: "default" | "public" | "private" | "confidential";
  /** `transparent`: the person counts as free meanwhile. */
  transparency?: "opaque" | "transparent";
  color_id?: string;
  resource_id?: string;
}

interface SendFields {
  send_updates?: "all" | "external_only" | "none";
  calendar_id?: string;
}

/** An event to create. */
export type NewEvent = (TimedFields | AllDayFields) & DetailFields & SendFields & {
  summary: string;
  /** Names this creation: sending it again gives the same event. Filled in where it is left out. */
  idempotency_key?: string;
};

/**
 * What to change: absent is unchanged, null clears, start and end come together. With `if_match`
 * (an event's `etag`) a change by somebody else in between is refused as `event_changed`.
 */
export type EventChange =
  & (TimedFields | AllDayFields | { start_datetime?: never; start_date?: never })
  & { [Name in keyof DetailFields]?: DetailFields[Name] | null }
  & SendFields
  & { summary?: string; if_match?: string };

/** Whom to tell, and which version is meant, when an event is removed. */
export interface RemoveOptions extends SendFields {
  if_match?: string;
}

/** An event as stored by Google; fields may be null for events that were made elsewhere. */
export interface CalendarEvent {
  id: string;
  status: string | null;
  html_link: string | null;
  etag: string | null;
  summary: string | null;
  description: string | null;
  location: string | null;
  start_datetime: string | null;
  end_datetime: string | null;
  start_date: string | null;
  end_date: string | null;
  time_zone: string | null;
  recurrence: string[] | null;
  attendees: { email: string | null; optional: boolean; display_name: string | null }[] | null;
  reminders: {
    use_default: boolean;
    overrides: { method: string | null; minutes: number | null }[];
  } | null;
  visibility: string | null;
  transparency: string | null;
  color_id: string | null;
  resource_id: string | null;
  /** The series that this is one occurrence of. */
  recurring_event_id: string | null;
  meeting: { status: "pending" | "ready" | "failed"; url: string | null } | null;
  created_at: string | null;
  updated_at: string | null;
  /** True where an earlier request with the same key had created it already. */
  replayed: boolean;
}

/** Which events to list; times are RFC 3339 with an offset. */
export interface EventQuery {
  time_min?: string;
  time_max?: string;
  q?: string;
  resource_id?: string;
  calendar_id?: string;
  /** False: series as such, instead of their occurrences. */
  single_events?: boolean;
  /** 1 to 250; 50 unless given. */
  limit?: number;
  page_token?: string;
}

/** One page of a list. */
export interface EventPage {
  events: CalendarEvent[];
  next_page_token: string | null;
  /** The calendar's own zone. */
  time_zone: string;
}

/** The span to look for free time in, at most 366 days. */
export interface FreeTimeQuery {
  time_min: string;
  time_max: string;
  calendar_id?: string[];
  minimum_minutes?: number;
  time_zone?: string;
}

/** From `start` (inclusive) to `end` (exclusive), RFC 3339. */
export interface Slot {
  start: string;
  end: string;
}

/** When the person is busy in any of the calendars, and free in all of them. */
export interface FreeTime {
  busy: Slot[];
  free: Slot[];
  time_zone: string;
}

/** One of the person's own resources; `content` is any JSON object, or left out. */
export interface Resource {
  id: string;
  class_id: string;
  user_id: string;
  type: string;
  name: string;
  created_at: string;
  content?: Record<string, unknown>;
}
