/**
 * Reads a series and the occurrence that it is to be divided at.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { CalendarClient } from "../calendarClient.ts";
import { ApiError } from "../errors.ts";
import { type EventAddress, findEvent } from "../events/readEvent.ts";
import { OCCURRENCE_FIELDS } from "../google/calendarFields.ts";
import { invalidRequest } from "../http/validation.ts";
import { isTimeZone } from "../time/timeZones.ts";
import { instantOf, type Moment, momentOf } from "./moment.ts";
import {
  type DividedRecurrence,
  needsCounting,
  NotDivisible,
  splitRecurrence,
} from "./splitRecurrence.ts";

type Event = calendar_v3.Schema$Event;

/** A series and the occurrence that it is divided at. */
export interface Division {
  series: Event;
  occurrence: Event;
  /** When the series starts. */
  first: Moment;
  /** When the series has the occurrence, in the series' own zone, wherever the occurrence was moved. */
  at: Moment;
  /** How many occurrences Google shows before this one, if the rule alone does not tell. */
  counted?: number;
}

/** `<series>_20270101T090000Z`, or `<series>_20270101` for whole days. */
const OCCURRENCE_ID = /^(.+)_\d{8}(?:T\d{6}Z)?$/;

/** The id of the series that an occurrence's id names. Undefined if the id is not an occurrence's. */
export function seriesIdIn(eventId: string): string | undefined {
  return OCCURRENCE_ID.exec(eventId)?.[1];
}

/**
 * The series and the occurrence. Undefined if the occurrence is gone. Throws `invalid_request` if the
 * event is not an occurrence, and `event_changed` if its etag is not `ifMatch`.
 */
export async function readDivision(
  { calendar, address, ifMatch }: {
    calendar: CalendarClient;
    address: EventAddress;
    ifMatch?: string;
  },
): Promise<Division | undefined> {
  const { calendarId, eventId } = address;
  const seriesId = seriesIdIn(eventId);
  // The series is read first. If it changes in between, the occurrence shows it, or the etag does when
  // the series is ended.
  const named = seriesId && await findEvent(calendar, { calendarId, eventId: seriesId });
  const occurrence = await findEvent(calendar, address);
  if (!occurrence) return undefined;
  if (!occurrence.recurringEventId) {
    throw scopeProblem(
      "can be following only for one occurrence of a series, by the occurrence's id",
    );
  }
  if (ifMatch !== undefined && ifMatch !== occurrence.etag) throw new ApiError("event_changed");
  const series = named && named.id === occurrence.recurringEventId
    ? named
    : await findEvent(calendar, { calendarId, eventId: occurrence.recurringEventId });
  if (!series) return undefined;

  const division = { series, occurrence, ...momentsOf(series, occurrence) };
  if (!needsCounting(series.recurrence ?? [], division.first, division.at)) return division;
  return { ...division, counted: await countBefore(calendar, address, division) };
}

/** Throws `invalid_request` if the series' zone is not known here, `google_bad_response` without times. */
function momentsOf(series: Event, occurrence: Event): Pick<Division, "first" | "at"> {
  const zone = series.start?.timeZone ?? "UTC";
  if (!series.start?.date && !isTimeZone(zone)) {
    throw scopeProblem("cannot be following: the time zone of the series is not known here");
  }
  try {
    return {
      first: momentOf(series.start!, zone),
      at: momentOf(occurrence.originalStartTime ?? occurrence.start!, zone),
    };
  } catch (cause) {
    throw new ApiError("google_bad_response", { cause });
  }
}

/** How many occurrences the series has before this one, removed ones included. */
async function countBefore(
  calendar: CalendarClient,
  { calendarId }: EventAddress,
  { series, occurrence }: Division,
): Promise<number> {
  const planned = ({ originalStartTime: time }: Event) =>
    Date.parse(time?.date ?? time?.dateTime ?? "");
  const end = planned(occurrence);
  let count = 0;
  let pageToken: string | undefined;
  do {
    const page = await calendar.events.instances({
      calendarId,
      eventId: series.id!,
      showDeleted: true,
      maxResults: 2500,
      pageToken,
      fields: OCCURRENCE_FIELDS,
    });
    count += (page.items ?? []).filter((event) => planned(event) < end).length;
    pageToken = page.nextPageToken ?? undefined;
  } while (pageToken);
  return count;
}

/** True if the series starts with this occurrence, so that "following" means all of the series. */
export function isFirst({ first, at }: Division): boolean {
  return first.zone === at.zone && instantOf(first).equals(instantOf(at));
}

/** The recurrence of either part. Throws `invalid_request` if the series cannot be divided here. */
export function divideRecurrence(
  { series, first, at, counted }: Division,
): DividedRecurrence {
  try {
    return splitRecurrence(series.recurrence ?? [], first, at, counted);
  } catch (error) {
    if (!(error instanceof NotDivisible)) throw error;
    throw scopeProblem("cannot be following here: the rule with INTERVAL skips this occurrence");
  }
}

/** The failure that says why `scope: "following"` cannot be carried out. */
export function scopeProblem(message: string): ApiError {
  return invalidRequest([{ path: "scope", message }]);
}
