/**
 * Computes the change to send from a request and the event that it is about. A field that is as it was
 * read is neither checked nor sent. A field that cannot be written is refused if it differs.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { checkFields, type GivenFields, TIME_FIELDS } from "./checkFields.ts";
import type { CalendarEvent } from "./answers.ts";
import { toCalendarEvent } from "./event.ts";
import type { ChangeEventBody, ChangeRequest } from "./changeSchema.ts";
import type { EventTime, EventTimes } from "../time/eventTime.ts";
import { guestList } from "./guests.ts";
import { meetingOf } from "./meeting.ts";
import type { Place } from "./place.ts";
import { differingFields, readOnlyProblems } from "./differences.ts";
import { sameMoment } from "./sameValue.ts";
import { invalidRequest } from "../http/validation.ts";

/** The change to send. Throws `invalid_request` with the problems of all fields that differ. */
export function changeAgainst(
  { given, conference, send_updates, calendar_id, if_match }: ChangeRequest,
  before: calendar_v3.Schema$Event,
  place: Place,
): ChangeEventBody {
  const read = toCalendarEvent(before, place);
  const names = differingFields(given, read);
  const times = timesAreAsRead(given, read) ? [] : TIME_FIELDS;
  const left = Object.fromEntries(
    [...names, ...times].map((name) => [name, given[name]]),
  ) as GivenFields;

  const { fields, problems } = checkFields(withZones(left, given, read), {
    mayBeEmpty: read.start_datetime !== null &&
      sameMoment(read.start_datetime, read.end_datetime),
  });
  const guests = given.attendees === undefined
    ? undefined
    : guestList(given.attendees ?? [], before.attendees ?? []);
  const all = [...readOnlyProblems(given, read), ...problems, ...guests?.problems ?? []];
  if (guests?.changed && before.attendeesOmitted) {
    all.push({
      path: "attendees",
      message: "cannot be changed: Google left out guests, who would be uninvited",
    });
  }
  if (all.length > 0) throw invalidRequest(all);
  return {
    ...fields,
    ...fields.when ? { when: keepZones(fields.when, before) } : {},
    ...guests?.changed ? { attendees: guests.guests } : {},
    ...conference === undefined || (conference === null && !hasMeeting(before))
      ? {}
      : { conference },
    send_updates,
    calendar_id,
    if_match,
  };
}

/** True if the change changes no field of the event. */
export function changesNothing(
  { send_updates: _, calendar_id: __, if_match: ___, ...fields }: ChangeEventBody,
): boolean {
  return Object.values(fields).every((value) => value === undefined);
}

const hasMeeting = (event: calendar_v3.Schema$Event) =>
  event.conferenceData != null || meetingOf(event) !== null;

const sameZone = (a?: string | null, b?: string | null) =>
  (a ?? "").toLowerCase() === (b ?? "").toLowerCase();

/** True if all that is given of start and end is as it was read. */
function timesAreAsRead(given: GivenFields, read: CalendarEvent): boolean {
  const is = (name: typeof TIME_FIELDS[number], same: (a: string, b: string) => boolean) =>
    given[name] === undefined ||
    (given[name] === null ? read[name] === null : read[name] !== null &&
      same(given[name], read[name]));
  const zone = given.time_zone ?? read.time_zone;
  const endZone = given.end_time_zone ?? given.time_zone ?? read.end_time_zone;
  return is("start_datetime", (a, b) => sameMoment(a, b, zone)) &&
    is("end_datetime", (a, b) => sameMoment(a, b, endZone)) &&
    is("start_date", (a, b) => a === b) && is("end_date", (a, b) => a === b) &&
    is("time_zone", sameZone) && is("end_time_zone", sameZone);
}

/** The end moves to another zone with the start, unless their zones differed or the caller gives another. */
function withZones(left: GivenFields, given: GivenFields, read: CalendarEvent): GivenFields {
  const together = sameZone(read.time_zone, read.end_time_zone);
  const asRead = sameZone(given.end_time_zone, read.end_time_zone);
  return together && asRead && given.time_zone != null
    ? { ...left, end_time_zone: undefined }
    : left;
}

/** Leaves out a zone that stays, because Google keeps it. A timed event that becomes all-day loses its zone. */
function keepZones(when: EventTimes, before: calendar_v3.Schema$Event): EventTimes {
  const keep = (time: EventTime, stored: calendar_v3.Schema$EventDateTime | undefined) => {
    if (time.timeZone === undefined || !sameZone(time.timeZone, stored?.timeZone)) return time;
    if (time.date !== undefined && stored?.date != null) return time;
    const { timeZone: _, ...rest } = time;
    return rest;
  };
  return { start: keep(when.start, before.start), end: keep(when.end, before.end) };
}
