/**
 * Start and end of events. They are validated as strictly as at Google, stored as a date or as an instant
 * with a zone, and returned with the offset of the reader's zone.
 * Source: Calendar v3 reference, Events (start, end).
 *
 * @module
 */
import { invalid, required, timeRangeEmpty } from "./apiError.ts";

export interface EventTime {
  date?: string;
  /** Once checked: an instant, ending in Z. */
  dateTime?: string;
  timeZone?: string;
}

const DATE_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/i;

/**
 * True if `name` is an IANA zone name in IANA's own case. Offsets are not zone names. It is unknown whether
 * Google accepts `europe/berlin`.
 */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Temporal.Now.zonedDateTimeISO(name).timeZoneId === name;
  } catch {
    return false;
  }
}

/** Parses an RFC 3339 time with an offset. Returns undefined if it is invalid. */
export function parseInstant(text: string): Temporal.Instant | undefined {
  if (!DATE_TIME.exec(text)?.[2]) return undefined;
  try {
    return Temporal.Instant.from(text);
  } catch {
    return undefined;
  }
}

function checkDate(date: string, which: "start" | "end"): EventTime {
  try {
    if (!/^\d{4}-\d\d-\d\d$/.test(date)) throw new RangeError("not a full date");
    return { date: Temporal.PlainDate.from(date, { overflow: "reject" }).toString() };
  } catch {
    throw invalid(`Invalid ${which} time.`);
  }
}

/** Validates and normalizes a start or end. A recurring event needs a zone. */
export function checkTime(
  time: EventTime | undefined,
  which: "start" | "end",
  recurring: boolean,
): EventTime {
  const { date, dateTime, timeZone } = time ?? {};
  if (date === undefined && dateTime === undefined) throw required(`Missing ${which} time.`);
  if (date !== undefined && dateTime !== undefined) throw invalid(`Invalid ${which} time.`);
  if (timeZone !== undefined && !isZone(timeZone)) {
    throw invalid(`Invalid time zone definition for ${which} time.`);
  }
  if (date !== undefined) return checkDate(date, which);

  const [, local, offset] = DATE_TIME.exec(dateTime!) ?? [];
  if (!local) throw invalid(`Invalid value for: ${which}.dateTime`);
  if (timeZone === undefined && (recurring || !offset)) {
    throw required(`Missing time zone definition for ${which} time.`);
  }
  try {
    const instant = offset
      ? Temporal.Instant.from(dateTime!)
      : Temporal.PlainDateTime.from(local, { overflow: "reject" })
        .toZonedDateTime(timeZone!).toInstant();
    const kept = instant.toString({ smallestUnit: "second" });
    return { dateTime: kept, ...(timeZone ? { timeZone } : {}) };
  } catch {
    throw invalid(`Invalid value for: ${which}.dateTime`);
  }
}

/**
 * Throws 400 unless both are dates or both are times, and the end is not before the start, or at
 * least one day later for dates.
 */
export function checkRange(start: EventTime, end: EventTime): void {
  if ((start.date === undefined) !== (end.date === undefined)) {
    throw invalid("Start and end times must either both be date or both be dateTime.");
  }
  const length = millisOf(end, "UTC") - millisOf(start, "UTC");
  if (length < 0 || (length === 0 && start.date !== undefined)) throw timeRangeEmpty();
}

/** Returns the instant in milliseconds. A date begins at midnight in `zone`. */
export function millisOf(time: EventTime, zone: string): number {
  if (time.dateTime !== undefined) return Temporal.Instant.from(time.dateTime).epochMilliseconds;
  return Temporal.PlainDate.from(time.date!).toZonedDateTime(zone).epochMilliseconds;
}

/** Formats an instant as Google does for a reader in `zone`: whole seconds, and `Z` for offset zero. */
export function writeInstant(millis: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(zone)
    .toString({ timeZoneName: "never", smallestUnit: "second" }).replace("+00:00", "Z");
}

/** Returns a start or end for a response: in the reader's zone, with the event's own zone in `timeZone`. */
export function renderTime(time: EventTime, readerZone: string, calendarZone: string): EventTime {
  if (time.date !== undefined) return { date: time.date };
  return {
    dateTime: writeInstant(millisOf(time, calendarZone), readerZone),
    timeZone: time.timeZone ?? calendarZone,
  };
}
