/**
 * The stored form of calendars and events, without the fields that Google computes for a response
 * (offsets, links, `self`).
 *
 * @module
 */
import type { EventBody } from "./eventBody.ts";
import type { EventTime } from "./eventTime.ts";

/** The validated writable fields. `start` and `end` are present, and are instants or dates. */
export type Content =
  & Omit<EventBody, "id" | "iCalUID" | "status" | "start" | "end" | "attendeesOmitted">
  & {
    start: EventTime;
    end: EventTime;
  };

export interface StoredEvent {
  id: string;
  ical_uid: string;
  status: "confirmed" | "tentative" | "cancelled";
  /** Milliseconds. */
  created: number;
  /** The time of the last change in microseconds. It is unique, and makes the etag. */
  version: number;
  sequence: number;
  /** The id of the calendar that the event was made in. Other calendars hold attendees' copies. */
  organizer: string;
  /** The creator's address at that time. */
  creator: string;
  /** The number of guests that a reader gets beside their own entry: see `Google.omitGuests`. */
  shown_guests?: number;
  /** Of an occurrence: its series and its original start. */
  occurrence?: { series: string; original: EventTime };
  /** The time at which a pending conference becomes ready, in milliseconds. */
  conference_ready_at?: number;
  content: Content;
  /** Of a planted event: read-only fields, returned unchanged. */
  read_only?: Record<string, unknown>;
}

export interface Calendar {
  id: string;
  /** The owner's `sub`. */
  owner: string;
  summary: string;
  time_zone: string;
  events: Map<string, StoredEvent>;
  /** The used `createRequest.requestId`s. A repeated one is ignored. */
  conference_requests: string[];
  /** The reminders that `reminders.useDefault` means. */
  default_reminders: Reminder[];
}

export interface Reminder {
  method: "email" | "popup";
  minutes: number;
}

export function newCalendar(id: string, owner: string, summary: string, zone: string): Calendar {
  return {
    id,
    owner,
    summary,
    time_zone: zone,
    events: new Map(),
    conference_requests: [],
    // A secondary calendar has no default reminders.
    default_reminders: id.endsWith("@group.calendar.google.com")
      ? []
      : [{ method: "popup", minutes: 10 }],
  };
}

/** Returns the next version, in microseconds: `now` (milliseconds), or just after the last version. */
export function nextVersion(state: { last_version: number }, now: number): number {
  state.last_version = Math.max(now * 1000, state.last_version + 1);
  return state.last_version;
}

/** Returns twice the version in quotes, which looks like Google's etags. */
export const etagOf = (event: StoredEvent): string => `"${event.version * 2}"`;
