/**
 * Makes rows of the mirror from Google's events. No event, however odd, makes a row that the database
 * refuses: that would stop the whole page.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { EVENT_TYPES, RESOURCE_PROPERTY, RESPONSE_STATUSES, toAttendee } from "../events/event.ts";
import { keyOf } from "../events/eventWords.ts";
import { meetingOf, webAddress } from "../events/meeting.ts";
import { isUuid } from "../uuid.ts";
import { dateOf, instantOf, type RowTimes, timesOf } from "./rowTimes.ts";
import { storedData, storedText } from "./storedText.ts";

type Event = calendar_v3.Schema$Event;

/** A single event or an occurrence: a row of `google_events`, without its calendar and user. */
export interface Item extends RowTimes {
  id: string;
  series_id: string | null;
  /** An instant, or the date of an all-day occurrence. */
  original_start: string | null;
  ical_uid: string;
  status: "confirmed" | "tentative";
  summary: string | null;
  description: string | null;
  location: string | null;
  /** Whether it takes the owner's time: neither marked as free nor declined. */
  busy: boolean;
  response: string | null;
  visibility: string | null;
  event_type: string | null;
  color_id: string | null;
  organizer: string | null;
  attendees: unknown[] | null;
  meeting_url: string | null;
  html_link: string | null;
  resource_id: string | null;
  etag: string | null;
  created_at: string | null;
  updated_at: string | null;
}

/** A series: a row of `google_series`, without its calendar and user. */
export interface Series extends Omit<RowTimes, "ends_at" | "end_date"> {
  id: string;
  recurrence: string[];
  summary: string | null;
  etag: string | null;
  updated_at: string | null;
}

/** What is kept of an event. */
export interface RowOptions {
  /** Nothing that people wrote, and nobody's address. */
  timesOnly: boolean;
}

/** The longest id that a row can have. Google's have at most 1024 characters. */
const MAX_ID_LENGTH = 1024;

/** Whether the event has an id that a row can have. */
export function hasId(event: Event | null | undefined): event is Event & { id: string } {
  const id: unknown = event?.id;
  return typeof id === "string" && id !== "" && id.length <= MAX_ID_LENGTH && storedText(id) === id;
}

/** Whether the event is a series: its occurrences are events of their own. */
export function isSeries({ recurrence }: Event): boolean {
  return Array.isArray(recurrence) && recurrence.length > 0;
}

/** The row of a single event or an occurrence. Undefined if it is not known when it is. */
export function toItem(event: Event & { id: string }, { timesOnly }: RowOptions): Item | undefined {
  const times = timesOf(event.start, event.end, storedText(event.start?.timeZone));
  if (!times) return undefined;
  const guests = objectsOf(event.attendees);
  const response = keyOf(RESPONSE_STATUSES, guests.find(({ self }) => self)?.responseStatus);
  const words = timesOnly ? NO_WORDS : wordsOf(event, guests);
  return {
    id: event.id,
    series_id: storedText(event.recurringEventId),
    original_start: originalStartOf(event),
    ical_uid: storedText(event.iCalUID) || event.id,
    status: event.status === "tentative" ? "tentative" : "confirmed",
    ...times,
    ...words,
    busy: event.transparency !== "transparent" && response !== "declined",
    response,
    visibility: storedText(event.visibility),
    event_type: keyOf(EVENT_TYPES, event.eventType ?? "default"),
    color_id: storedText(event.colorId),
    html_link: webAddress(storedText(event.htmlLink)),
    resource_id: resourceOf(event),
    etag: storedText(event.etag),
    created_at: instantOf(event.created),
    updated_at: instantOf(event.updated),
  };
}

/** The row of a series. */
export function toSeries(event: Event & { id: string }, { timesOnly }: RowOptions): Series {
  const times = timesOf(event.start, event.end, storedText(event.start?.timeZone));
  return {
    id: event.id,
    recurrence: (event.recurrence ?? []).flatMap((line) => storedText(line) ?? []),
    summary: timesOnly ? null : storedText(event.summary),
    starts_at: times?.starts_at ?? null,
    all_day: times?.all_day ?? false,
    start_date: times?.start_date ?? null,
    time_zone: times?.time_zone ?? null,
    etag: storedText(event.etag),
    updated_at: instantOf(event.updated),
  };
}

type Words = Pick<
  Item,
  "summary" | "description" | "location" | "organizer" | "attendees" | "meeting_url"
>;

const NO_WORDS: Words = {
  summary: null,
  description: null,
  location: null,
  organizer: null,
  attendees: null,
  meeting_url: null,
};

function wordsOf(event: Event, guests: calendar_v3.Schema$EventAttendee[]): Words {
  return {
    summary: storedText(event.summary),
    description: storedText(event.description),
    location: storedText(event.location),
    organizer: storedText(event.organizer?.email),
    attendees: event.attendees ? storedData(guests.map(toAttendee)) : null,
    meeting_url: storedText(meetingUrlOf(event)),
  };
}

/** Somebody else's program may have written conference data of any form. */
function meetingUrlOf({ hangoutLink, conferenceData }: Event): string | null {
  const entryPoints = objectsOf(conferenceData?.entryPoints)
    .filter(({ uri }) => uri == null || typeof uri === "string");
  const link = typeof hangoutLink === "string" ? hangoutLink : undefined;
  return meetingOf({ hangoutLink: link, conferenceData: { entryPoints } })?.url ?? null;
}

function originalStartOf({ originalStartTime }: Event): string | null {
  return instantOf(originalStartTime?.dateTime) ?? dateOf(originalStartTime?.date);
}

function resourceOf({ extendedProperties }: Event): string | null {
  const id: unknown = extendedProperties?.private?.[RESOURCE_PROPERTY];
  return typeof id === "string" && isUuid(id) ? id : null;
}

function objectsOf<T extends object>(list: T[] | null | undefined): T[] {
  if (!Array.isArray(list)) return [];
  return list.filter((entry) => typeof entry === "object" && entry !== null);
}
