/**
 * Start and end of events: read as strictly as Google reads them, kept as a date or as an instant
 * with a zone, and written with the offset of the zone they are looked at from.
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
 * Whether it is an IANA zone name, written as IANA writes it: offsets are not, and whether Google takes
 * `europe/berlin` is unknown.
 */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Temporal.Now.zonedDateTimeISO(name).timeZoneId === name;
  } catch {
    return false;
  }
}

/** An RFC 3339 time with its offset, as an instant; undefined where it is not one. */
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

/** A start or end as it came in, checked and normalized. A zone must be named if the event recurs. */
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

/** Both of the same kind, and the end not before the start; a day at least where they are dates. */
export function checkRange(start: EventTime, end: EventTime): void {
  if ((start.date === undefined) !== (end.date === undefined)) {
    throw invalid("Start and end times must either both be date or both be dateTime.");
  }
  const length = millisOf(end, "UTC") - millisOf(start, "UTC");
  if (length < 0 || (length === 0 && start.date !== undefined)) throw timeRangeEmpty();
}

/** The instant in milliseconds; a date begins at midnight in `zone`. */
export function millisOf(time: EventTime, zone: string): number {
  if (time.dateTime !== undefined) return Temporal.Instant.from(time.dateTime).epochMilliseconds;
  return Temporal.PlainDate.from(time.date!).toZonedDateTime(zone).epochMilliseconds;
}

/** An instant as Google writes it for readers in `zone`: whole seconds, `Z` where the offset is zero. */
export function writeInstant(millis: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(zone)
    .toString({ timeZoneName: "never", smallestUnit: "second" }).replace("+00:00", "Z");
}

/** A start or end as it is answered: in the reader's zone, with the event's own zone beside it. */
export function renderTime(time: EventTime, readerZone: string, calendarZone: string): EventTime {
  if (time.date !== undefined) return { date: time.date };
  return {
    dateTime: writeInstant(millisOf(time, calendarZone), readerZone),
    timeZone: time.timeZone ?? calendarZone,
  };
}
