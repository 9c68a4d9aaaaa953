/**
 * The stored form of calendars and events, without the fields that Google computes for a response
 * (offsets, links, `self`).
 *
 * @module
 */
import type { EventBody } from "./eventBody.ts";
import type { EventTime } from "./eventTime.ts";
import type { Role } from "./roles.ts";
import type { SyncSettings } from "./syncModel.ts";

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
  /** Of a series: its times in earlier versions, oldest first. */
  earlier?: Earlier[];
  /** Of a planted event: read-only fields, returned unchanged. */
  read_only?: Record<string, unknown>;
  /** Set on a copy for a reader who may know the times only. It is never stored. */
  times_only?: true;
}

/** The times of a series until just before the version `until`. */
export interface Earlier {
  until: number;
  content: Pick<Content, "start" | "end" | "recurrence">;
}

/** What a person set for a calendar in their own list. */
export interface EntrySettings {
  /** Left out of the list unless `showHidden` is set. */
  hidden: boolean;
  /** Shown in the person's view of their calendars. */
  selected: boolean;
  /** Removed from the list. The role stays, as it does at Google. */
  deleted: boolean;
  /** The person's own name for the calendar. Empty: none. */
  summary_override: string;
  /** `1` to `24`, see `colors.ts`. */
  color_id: string;
  /** The events that the person gets an e-mail about. */
  notifications: NotificationType[];
}

export type NotificationType =
  | "eventCreation"
  | "eventChange"
  | "eventCancellation"
  | "eventResponse"
  | "agenda";

/** A person who can see a calendar, and their entry for it. */
export interface Member extends EntrySettings {
  role: Role;
  /** The reminders that `reminders.useDefault` means to this person. */
  default_reminders: Reminder[];
  /** The time of the entry's last change, as of an event. */
  version: number;
}

export type ConferenceType = "eventHangout" | "eventNamedHangout" | "hangoutsMeet";

export interface Calendar {
  id: string;
  /** The data owner's `sub`, or null for a calendar of Google's own, such as holidays. */
  owner: string | null;
  summary: string;
  description?: string;
  location?: string;
  time_zone: string;
  conference_types: ConferenceType[];
  /** By `sub`. Everybody else gets 404. */
  members: Map<string, Member>;
  /** A deleted calendar is in its members' lists as a deleted entry, and answers 404. */
  deleted?: true;
  events: Map<string, StoredEvent>;
  /** The last state of occurrences whose change was undone or whose series moved, as cancelled. */
  dropped?: Map<string, StoredEvent>;
  /** The members who lost their role, each with the version of that change. By `sub`. */
  left?: Map<string, number>;
  /** What its lists do, beside the settings of all calendars. */
  sync?: Partial<SyncSettings>;
  /** Grows when the sync tokens of this calendar expire. */
  sync_generation?: number;
  /** The used `createRequest.requestId`s. A repeated one is ignored. */
  conference_requests: string[];
}

export interface Reminder {
  method: "email" | "popup";
  minutes: number;
}

/** Returns the next version, in microseconds: `now` (milliseconds), or just after the last version. */
export function nextVersion(state: { last_version: number }, now: number): number {
  state.last_version = Math.max(now * 1000, state.last_version + 1);
  return state.last_version;
}

/** Returns twice the version in quotes, which looks like Google's etags. */
export const etagOf = (event: StoredEvent): string => `"${event.version * 2}"`;

/** A write, with the event as it was before. */
export interface Written {
  version: number;
  id: string;
  before?: StoredEvent;
}
