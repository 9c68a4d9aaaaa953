/**
 * When a timed event starts and ends. What the caller wrote and what Google gets mean the same
 * instant, or the request is refused: nothing is guessed.
 *
 * @module
 */
import type { Problem } from "./errors.ts";
import { type Instant, Temporal } from "./temporal.ts";

/** `YYYY-MM-DDThh:mm[:ss[.fraction]]` with `Z`, an offset, or neither (RFC 3339, section 5.6). */
export const DATE_TIME =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/;
/** IANA names only: offsets are not zones. */
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

export interface TimesInput {
  start_datetime?: string;
  end_datetime?: string;
  time_zone?: string;
  start_date?: string;
  end_date?: string;
  recurrence?: string[];
}

/** What Google gets: both timed, or both all-day with an exclusive end. */
export type EventTimes =
  | { start: { dateTime: string; timeZone?: string }; end: { dateTime: string; timeZone?: string } }
  | { start: { date: string }; end: { date: string } };

/** Whether the runtime knows an IANA time zone by this name. */
export function isTimeZone(name: string): boolean {
  if (!ZONE_NAME.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** An RFC 3339 date-time with an offset, or what is wrong with the caller's. */
export type ReadTime = { dateTime: string; instant: Instant } | { problem: string };

/** Reads one date-time, in the zone where one is given. */
export function readTime(value: string, timeZone: string | undefined): ReadTime {
  const [, offset] = DATE_TIME.exec(value) ?? [undefined, null];
  if (offset === null) {
    return { problem: "must be an RFC 3339 date-time such as 2026-08-15T09:00:00-07:00" };
  }
  if (offset === undefined && timeZone === undefined) {
    return { problem: "needs an offset such as -07:00, or a time_zone beside it" };
  }
  try {
    return offset === undefined
      ? readLocal(value, timeZone!)
      : readWithOffset(value, offset, timeZone);
  } catch {
    return { problem: "is not a date and time that exists" };
  }
}

function readWithOffset(value: string, offset: string, timeZone: string | undefined): ReadTime {
  // Seconds may be left out by callers, but not for Google.
  const instant = Temporal.Instant.from(value);
  const dateTime = instant.toString({ timeZone: offset === "Z" ? "UTC" : offset });
  if (timeZone === undefined || offset === "Z") {
    return { dateTime: offset === "Z" ? instant.toString() : dateTime, instant };
  }
  const inZone = instant.toZonedDateTimeISO(timeZone).offset;
  if (inZone !== offset.replace("-00:00", "+00:00")) {
    return { problem: `has the offset ${offset}, but ${timeZone} has ${inZone} then` };
  }
  return { dateTime, instant };
}

function readLocal(value: string, timeZone: string): ReadTime {
  const local = Temporal.PlainDateTime.from(value);
  // Of a time that a clock change doubles, the first; one that it skips does not exist.
  const zoned = local.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  if (!zoned.toPlainDateTime().equals(local)) {
    return { problem: `does not exist in ${timeZone}: the clocks go forward over it` };
  }
  return { dateTime: zoned.toString({ timeZoneName: "never" }), instant: zoned.toInstant() };
}

/** Google's start and end, or every problem with the caller's. Timed and all-day cannot be mixed. */
export function readTimes(input: TimesInput): EventTimes | { problems: Problem[] } {
  const timed = input.start_datetime !== undefined || input.end_datetime !== undefined;
  const allDay = input.start_date !== undefined || input.end_date !== undefined;
  if (timed && allDay) {
    const path = input.start_date !== undefined ? "start_date" : "end_date";
    return { problems: [{ path, message: "cannot stand beside start_datetime or end_datetime" }] };
  }
  return allDay ? readAllDay(input) : readTimed(input);
}

function missing(input: TimesInput, names: (keyof TimesInput)[]): Problem[] {
  return names.filter((name) => input[name] === undefined)
    .map((path) => ({ path, message: "is required" }));
}

function readTimed(input: TimesInput): EventTimes | { problems: Problem[] } {
  const problems = missing(input, ["start_datetime", "end_datetime"]);
  if (input.time_zone !== undefined && !isTimeZone(input.time_zone)) {
    problems.push({ path: "time_zone", message: "is not an IANA time zone such as Europe/Berlin" });
  }
  // Without a zone nobody knows when the next occurrence is after the clocks have changed.
  if (input.recurrence && input.time_zone === undefined) {
    problems.push({ path: "time_zone", message: "is required with recurrence" });
  }
  if (problems.length > 0) return { problems };

  const start = readTime(input.start_datetime!, input.time_zone);
  const end = readTime(input.end_datetime!, input.time_zone);
  if ("problem" in start) problems.push({ path: "start_datetime", message: start.problem });
  if ("problem" in end) problems.push({ path: "end_datetime", message: end.problem });
  if ("problem" in start || "problem" in end) return { problems };
  if (Temporal.Instant.compare(end.instant, start.instant) <= 0) {
    return { problems: [{ path: "end_datetime", message: "must be after start_datetime" }] };
  }
  const timeZone = input.time_zone;
  return {
    start: { dateTime: start.dateTime, timeZone },
    end: { dateTime: end.dateTime, timeZone },
  };
}

function readAllDay(input: TimesInput): EventTimes | { problems: Problem[] } {
  const problems = missing(input, ["start_date", "end_date"]);
  if (input.time_zone !== undefined) {
    problems.push({ path: "time_zone", message: "has no meaning for an all-day event" });
  }
  for (const path of ["start_date", "end_date"] as const) {
    if (input[path] !== undefined && !isDate(input[path])) {
      problems.push({ path, message: "must be a date that exists, such as 2026-08-15" });
    }
  }
  if (problems.length > 0) return { problems };
  const [start, end] = [input.start_date!, input.end_date!];
  // Dates of one form compare as text.
  if (end <= start) {
    return {
      problems: [{ path: "end_date", message: "must be after start_date: it is exclusive" }],
    };
  }
  return { start: { date: start }, end: { date: end } };
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    return Temporal.PlainDate.from(value).toString() === value;
  } catch {
    return false;
  }
}
