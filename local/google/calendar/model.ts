/**
 * A calendar and its events as they are kept: what Google computes for an answer (offsets, links,
 * `self`) is left out here.
 *
 * @module
 */
import type { EventBody } from "./eventBody.ts";
import type { EventTime } from "./eventTime.ts";

/** What a caller can write, checked: `start` and `end` are there, and are instants or dates. */
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
  /** Microseconds of the last change, and different for each: the etag. */
  version: number;
  sequence: number;
  /** The calendar that the event was made in; copies elsewhere are the attendees'. */
  organizer: string;
  /** The address that the creator had at the time. */
  creator: string;
  /** Google answers the reader's own entry and as many others: see `Google.omitGuests`. */
  shown_guests?: number;
  /** Of an occurrence: its series, and when it would have been. */
  occurrence?: { series: string; original: EventTime };
  /** When a pending conference becomes ready, in milliseconds. */
  conference_ready_at?: number;
  content: Content;
  /** Of a planted event: fields that no caller can write, as they are answered. */
  read_only?: Record<string, unknown>;
}

export interface Calendar {
  id: string;
  /** The `sub` of the person whose calendar it is. */
  owner: string;
  summary: string;
  time_zone: string;
  events: Map<string, StoredEvent>;
  /** `createRequest.requestId`s that were used: a repeated one is ignored. */
  conference_requests: string[];
  /** What `reminders.useDefault` stands for. */
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
    // A secondary calendar begins without any.
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

/** Twice the version, in quotes of its own, as Google's look. */
export const etagOf = (event: StoredEvent): string => `"${event.version * 2}"`;
