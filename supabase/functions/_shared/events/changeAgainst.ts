/**
 * What a change comes to, once the event is known. Fields that are as they were read are neither
 * checked nor sent, and those that cannot be written are refused if they are not.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { type CheckedFields, checkFields, type GivenFields, TIME_FIELDS } from "./checkFields.ts";
import type { Problem } from "../errors.ts";
import type { CalendarEvent } from "./answers.ts";
import { toCalendarEvent } from "./event.ts";
import type { ChangeEventBody, ChangeRequest } from "./eventSchema.ts";
import type { EventTime, EventTimes } from "../time/eventTime.ts";
import { each, PLAIN_FIELDS, type PlainName } from "../google/plainFields.ts";
import { guestList } from "./guests.ts";
import { meetingOf } from "./meeting.ts";
import { readOnlyFields } from "./readFields.ts";
import { sameMoment, sameValue } from "./sameValue.ts";
import { invalidRequest } from "../http/validation.ts";

type Reminders = NonNullable<GivenFields["reminders"]>;

/** An event's own reminders in one form: their order has no meaning, and none is the default. */
function remindersOf(reminders: Reminders | null | undefined) {
  const overrides = reminders?.overrides ?? [];
  return {
    use_default: reminders?.use_default ?? overrides.length === 0,
    overrides: overrides.map(({ method, minutes }) => `${minutes} ${method}`).toSorted(),
  };
}

type Compared = Exclude<keyof CheckedFields, "when">;
type Comparison = (given: GivenFields, read: CalendarEvent) => boolean;
const sameText = (a?: string | null, b?: string | null) => (a ?? "") === (b ?? "");

/** Whether a plain field says what the event has already: what Google leaves out has its default. */
function plainComparison(name: PlainName): Comparison {
  const [left = ""] = PLAIN_FIELDS[name].values ?? [];
  return (given, read) => (given[name] ?? left) === (read[name] ?? left);
}

/** Whether a field says what the event has already. */
const IS_AS_READ: Record<Compared, Comparison> = {
  summary: (given, read) => sameText(given.summary, read.summary),
  recurrence: (given, read) => sameValue(given.recurrence ?? [], read.recurrence ?? []),
  reminders: (given, read) => sameValue(remindersOf(given.reminders), remindersOf(read.reminders)),
  resource_id: (given, read) => sameText(given.resource_id, read.resource_id),
  ...each(PLAIN_FIELDS, plainComparison),
};

/** The change to send. Throws `invalid_request` with every problem that is left. */
export function changeAgainst(
  { given, conference, send_updates, calendar_id, if_match }: ChangeRequest,
  before: calendar_v3.Schema$Event,
  calendarName: string,
): ChangeEventBody {
  const read = toCalendarEvent(before, calendarName);
  const names = (Object.keys(IS_AS_READ) as Compared[])
    .filter((name) => given[name] !== undefined && !IS_AS_READ[name](given, read));
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

/** Whether a change would change anything. */
export function changesNothing(
  { send_updates: _, calendar_id: __, if_match: ___, ...fields }: ChangeEventBody,
): boolean {
  return Object.values(fields).every((value) => value === undefined);
}

const hasMeeting = (event: calendar_v3.Schema$Event) =>
  event.conferenceData != null || meetingOf(event) !== null;

const MOMENTS = ["created_at", "updated_at", "original_start"];

/** What is given, cannot be written, and is not as it was read. */
function readOnlyProblems(given: GivenFields, read: CalendarEvent): Problem[] {
  const names = [...Object.keys(readOnlyFields), "event_type"] as (keyof CalendarEvent)[];
  return names.filter((name) => {
    const [asked, has] = [given[name as keyof GivenFields], read[name]];
    if (asked === undefined || sameValue(asked, has)) return false;
    // Each answer says it anew.
    if (name === "replayed") return false;
    // It may have become ready since, which does not change the event's etag.
    if (name === "meeting" && given.meeting?.status === "pending") return read.meeting === null;
    return !(MOMENTS.includes(name) && sameMoment(asked as string, has as string));
  }).map((name) => ({
    path: name,
    message: name === "etag"
      ? "is not the event's: it was changed since, read it again"
      : "cannot be changed, and is not as the event has it",
  }));
}

const sameZone = (a?: string | null, b?: string | null) =>
  (a ?? "").toLowerCase() === (b ?? "").toLowerCase();

/** Whether everything that is given of start and end is as it was read. */
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

/** The end follows the start into another zone, unless the two were apart or another is asked for. */
function withZones(left: GivenFields, given: GivenFields, read: CalendarEvent): GivenFields {
  const together = sameZone(read.time_zone, read.end_time_zone);
  const asRead = sameZone(given.end_time_zone, read.end_time_zone);
  return together && asRead && given.time_zone != null
    ? { ...left, end_time_zone: undefined }
    : left;
}

/** A zone that stays is left out: Google keeps it, whatever its name. A timed event that becomes whole days loses it. */
function keepZones(when: EventTimes, before: calendar_v3.Schema$Event): EventTimes {
  const keep = (time: EventTime, stored: calendar_v3.Schema$EventDateTime | undefined) => {
    if (time.timeZone === undefined || !sameZone(time.timeZone, stored?.timeZone)) return time;
    if (time.date !== undefined && stored?.date != null) return time;
    const { timeZone: _, ...rest } = time;
    return rest;
  };
  return { start: keep(when.start, before.start), end: keep(when.end, before.end) };
}
