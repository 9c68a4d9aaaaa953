/**
 * When a timed event starts and ends. What the caller wrote and what Google gets mean the same
 * instant, or the request is refused: nothing is guessed.
 *
 * @module
 */
import { Temporal } from "temporal-polyfill";
import type { Problem } from "./errors.ts";

/** `YYYY-MM-DDThh:mm[:ss[.fraction]]` with `Z`, an offset, or neither (RFC 3339, section 5.6). */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/;
/** IANA names only: offsets are not zones. */
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;

export interface TimedInput {
  start_datetime: string;
  end_datetime: string;
  time_zone?: string;
}

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
export type ReadTime = { dateTime: string; instant: Temporal.Instant } | { problem: string };

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

/** Google's start and end, or every problem with the caller's. */
export function readTimes(
  input: TimedInput,
): { start: string; end: string } | { problems: Problem[] } {
  if (input.time_zone !== undefined && !isTimeZone(input.time_zone)) {
    return {
      problems: [{ path: "time_zone", message: "is not an IANA time zone such as Europe/Berlin" }],
    };
  }
  const start = readTime(input.start_datetime, input.time_zone);
  const end = readTime(input.end_datetime, input.time_zone);
  const problems: Problem[] = [];
  if ("problem" in start) problems.push({ path: "start_datetime", message: start.problem });
  if ("problem" in end) problems.push({ path: "end_datetime", message: end.problem });
  if ("problem" in start || "problem" in end) return { problems };
  if (Temporal.Instant.compare(end.instant, start.instant) <= 0) {
    return { problems: [{ path: "end_datetime", message: "must be after start_datetime" }] };
  }
  return { start: start.dateTime, end: end.dateTime };
}
