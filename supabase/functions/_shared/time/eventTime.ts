/**
 * Reads when an event starts and ends. What the caller wrote and what Google gets mean the same
 * instant, or the request is refused.
 *
 * An offset gives the instant, and the zone beside it is for repetition: the two need not agree. Google
 * writes its own events like this, in the reader's offset beside the author's zone, so an event that
 * was read must be accepted as it is. The instant is never moved to fit the zone.
 *
 * @module
 */
import type { Problem } from "../errors.ts";
import { readTime } from "./dateTime.ts";
import { readZones } from "./eventZones.ts";
import { Temporal } from "./temporal.ts";

/** A caller's start and end. Null and absence are the same, except that null clears a timed event's zone. */
export interface TimesInput {
  start_datetime?: string | null;
  end_datetime?: string | null;
  time_zone?: string | null;
  end_time_zone?: string | null;
  start_date?: string | null;
  end_date?: string | null;
  recurrence?: string[] | null;
}

/** Google's start or end: a date or a date-time. */
export interface EventTime {
  date?: string;
  dateTime?: string;
  /** Undefined if the zone stays as it is, null if it is cleared. */
  timeZone?: string | null;
}

/** Start and end as Google gets them: both timed, or both all-day with an exclusive end. */
export interface EventTimes {
  start: EventTime;
  end: EventTime;
}

/** The problems that are certain whatever the event is: half of a start and end, or both kinds at once. */
export function halfTimes(input: TimesInput): Problem[] {
  const timed = input.start_datetime != null || input.end_datetime != null;
  const allDay = input.start_date != null || input.end_date != null;
  if (timed && allDay) {
    const path = input.start_date != null ? "start_date" : "end_date";
    return [{ path, message: "cannot stand beside start_datetime or end_datetime" }];
  }
  return [
    ...timed ? missing(input, ["start_datetime", "end_datetime"]) : [],
    ...allDay ? missing(input, ["start_date", "end_date"]) : [],
  ];
}

/**
 * Google's start and end, or every problem with the caller's. With `mayBeEmpty`, a timed event may end
 * when it starts, as some events of other programs do.
 */
export function readTimes(
  input: TimesInput,
  { mayBeEmpty = false } = {},
): EventTimes | { problems: Problem[] } {
  const timed = input.start_datetime != null || input.end_datetime != null;
  const allDay = input.start_date != null || input.end_date != null;
  if (timed && allDay) return { problems: halfTimes(input) };
  return allDay ? readAllDay(input) : readTimed(input, mayBeEmpty);
}

function missing(input: TimesInput, names: (keyof TimesInput)[]): Problem[] {
  return names.filter((name) => input[name] == null)
    .map((path) => ({ path, message: "is required" }));
}

function readTimed(
  input: TimesInput,
  mayBeEmpty: boolean,
): EventTimes | { problems: Problem[] } {
  const problems = missing(input, ["start_datetime", "end_datetime"]);
  const zones = readZones(input, problems);
  // Only a zone tells when the next occurrence is after the clocks change.
  if (input.recurrence?.length && input.time_zone == null) {
    problems.push({ path: "time_zone", message: "is required with recurrence" });
  }
  if (problems.length > 0) return { problems };

  const start = readTime(input.start_datetime!, zones.start ?? undefined);
  const end = readTime(input.end_datetime!, zones.end ?? undefined);
  if ("problem" in start) problems.push({ path: "start_datetime", message: start.problem });
  if ("problem" in end) problems.push({ path: "end_datetime", message: end.problem });
  if ("problem" in start || "problem" in end) return { problems };
  const length = Temporal.Instant.compare(end.instant, start.instant);
  if (length < 0 || (length === 0 && !mayBeEmpty)) {
    return { problems: [{ path: "end_datetime", message: "must be after start_datetime" }] };
  }
  return {
    start: { dateTime: start.dateTime, timeZone: zones.start },
    end: { dateTime: end.dateTime, timeZone: zones.end },
  };
}

function readAllDay(input: TimesInput): EventTimes | { problems: Problem[] } {
  const problems = missing(input, ["start_date", "end_date"]);
  for (const path of ["start_date", "end_date"] as const) {
    const date = input[path];
    if (date != null && !isDate(date)) {
      problems.push({ path, message: "must be a date that exists, such as 2026-08-15" });
    }
  }
  // A zone means nothing for whole days, but other programs write one.
  const zones = readZones(input, problems);
  if (problems.length > 0) return { problems };
  const [start, end] = [input.start_date!, input.end_date!];
  // Dates of this form compare as text.
  if (end <= start) {
    return {
      problems: [{ path: "end_date", message: "must be after start_date: it is exclusive" }],
    };
  }
  return {
    start: { date: start, timeZone: zones.start ?? undefined },
    end: { date: end, timeZone: zones.end ?? undefined },
  };
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    return Temporal.PlainDate.from(value).toString() === value;
  } catch {
    return false;
  }
}
