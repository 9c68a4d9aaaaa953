/**
 * When an event starts and ends. What the caller wrote and what Google gets mean the same instant, or
 * the request is refused: nothing is guessed.
 *
 * An offset gives the moment, and the zone beside it is for repetition: the two need not agree. Google
 * writes its own events like that, in the reader's offset beside the author's zone, so an event that
 * was read must be accepted as it is. The moment is never moved to fit the zone.
 *
 * @module
 */
import { DATE_TIME, readTime } from "./dateTime.ts";
import type { Problem } from "../errors.ts";
import { Temporal } from "./temporal.ts";
import { isTimeZone, mayBeTimeZone, zoneNameOf } from "./timeZones.ts";

export { DATE_TIME, isTimeZone, readTime };

/** Null and absence are the same, but for the zones of a timed event: null clears them. */
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
  /** Undefined: as it is. Null: none. */
  timeZone?: string | null;
}

/** What Google gets: both timed, or both all-day with an exclusive end. */
export interface EventTimes {
  start: EventTime;
  end: EventTime;
}

/** What no event can have: a start without an end, an end without a start, or both kinds at once. */
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
 * Google's start and end, or every problem with the caller's. Timed and all-day cannot be mixed.
 * `mayBeEmpty`: a timed event may end when it starts, as some events of other programs do.
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

/** The zone as Google gets it. A name that this runtime does not know is for Google to judge, beside an offset. */
function readZone(name: string, needed: boolean): string | undefined {
  return zoneNameOf(name) ?? (!needed && mayBeTimeZone(name) ? name : undefined);
}

const hasOffset = (value: string | null | undefined) => !value || !!DATE_TIME.exec(value)?.[1];

function readTimed(
  input: TimesInput,
  mayBeEmpty: boolean,
): EventTimes | { problems: Problem[] } {
  const problems = missing(input, ["start_datetime", "end_datetime"]);
  const zones = zonesOf(input, problems);
  // Without a zone nobody knows when the next occurrence is after the clocks have changed.
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

/** Both zones; the end's is the start's unless another is given. Adds what is wrong to `problems`. */
function zonesOf(
  { start_datetime, end_datetime, time_zone, end_time_zone }: TimesInput,
  problems: Problem[],
): { start?: string | null; end?: string | null } {
  const read = (path: "time_zone" | "end_time_zone", name: string, needed: boolean) => {
    const zone = readZone(name, needed);
    if (zone === undefined) {
      problems.push({ path, message: "is not an IANA time zone such as Europe/Berlin" });
    }
    return zone;
  };
  const [startIsMoment, endIsMoment] = [hasOffset(start_datetime), hasOffset(end_datetime)];
  const forBoth = end_time_zone == null;
  const start = time_zone == null
    ? time_zone
    : read("time_zone", time_zone, !startIsMoment || (forBoth && !endIsMoment));
  return {
    start,
    end: forBoth ? start : read("end_time_zone", end_time_zone!, !endIsMoment),
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
  // Without meaning for whole days, but other programs write it.
  const zones = zonesOf(input, problems);
  if (problems.length > 0) return { problems };
  const [start, end] = [input.start_date!, input.end_date!];
  // Dates of one form compare as text.
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
