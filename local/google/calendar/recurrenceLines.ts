/**
 * Parses recurrence lines as Google does. Google accepts more than RFC 5545: an UNTIL with a time in an
 * all-day series, a date in a timed series, and EXRULE.
 * Sources: RFC 5545, 3.3.10 and 3.8.5; RFC 2445, 4.8.5.2 (EXRULE); public reports.
 *
 * @module
 */
import { type EventTime, isZone } from "./eventTime.ts";

export interface Rule {
  /** Without UNTIL and COUNT. */
  text: string;
  count?: number;
  until?: EventTime;
}

export interface Lines {
  rules: Rule[];
  leftOut: Rule[];
  dates: EventTime[];
  leftOutDates: EventTime[];
}

const VALUE = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/i;

/** Returns a start's local time in its own zone, or midnight for a date. */
export function wallOf({ date, dateTime, timeZone }: EventTime): Temporal.PlainDateTime {
  if (date !== undefined) return Temporal.PlainDate.from(date).toPlainDateTime("00:00");
  return Temporal.Instant.from(dateTime!).toZonedDateTimeISO(timeZone!).toPlainDateTime();
}

/** Resolves a local time in a zone. A time that the clocks skip is moved later by the gap. */
export function timeAt(wall: Temporal.PlainDateTime, like: EventTime): EventTime {
  if (like.date !== undefined) return { date: wall.toPlainDate().toString() };
  const timeZone = like.timeZone!;
  return { dateTime: wall.toZonedDateTime(timeZone).toInstant().toString(), timeZone };
}

/**
 * Converts a line's date or time to the kind of `start`. In an all-day series a time is cut to its date. In
 * a timed series a date becomes the time `wholeDay` of that day.
 */
function valueOf(
  text: string,
  start: EventTime,
  { zone = start.timeZone, wholeDay }: { zone?: string; wholeDay: Temporal.PlainTime },
): EventTime {
  const [, year, month, day, hour, minute, second, utc] = VALUE.exec(text) ?? [];
  if (!year) throw new RangeError("no date");
  const date = Temporal.PlainDate.from(`${year}-${month}-${day}`, { overflow: "reject" });
  if (start.date !== undefined) return { date: date.toString() };
  if (hour === undefined) return timeAt(date.toPlainDateTime(wholeDay), start);
  const wall = date.toPlainDateTime(
    Temporal.PlainTime.from(`${hour}:${minute}:${second}`, { overflow: "reject" }),
  );
  const instant = wall.toZonedDateTime(utc ? "UTC" : zone!).toInstant();
  return { dateTime: instant.toString(), timeZone: start.timeZone };
}

function ruleOf(value: string, start: EventTime): Rule {
  const rule: Rule = { text: "" };
  const rest: string[] = [];
  for (const part of value.split(";")) {
    const [name = "", given = ""] = part.split("=");
    if (/^COUNT$/i.test(name)) {
      if (!/^0*[1-9]\d{0,8}$/.test(given)) throw new RangeError("no count");
      rule.count = Number(given);
    } else if (/^UNTIL$/i.test(name)) {
      const wholeDay = Temporal.PlainTime.from("23:59:59");
      rule.until = valueOf(given, start, { wholeDay });
    } else rest.push(part);
  }
  if (rule.count !== undefined && rule.until) throw new RangeError("two ends");
  rule.text = rest.join(";");
  if (!/(^|;)FREQ=/i.test(rule.text)) throw new RangeError("no frequency");
  return rule;
}

function datesOf(parameters: string, values: string, start: EventTime): EventTime[] {
  const zone = /;TZID="?([^;"]+)"?/i.exec(parameters)?.[1];
  if (zone !== undefined && !isZone(zone)) throw new RangeError("no zone");
  const wholeDay = wallOf(start).toPlainTime();
  // Google uses only the start of a period.
  return values.split(",").map((text) => {
    const [from = ""] = text.split("/");
    return valueOf(from, start, { zone, wholeDay });
  });
}

/** Parses a line. Throws `RangeError` if it is invalid. */
export function readLines(recurrence: string[], start: EventTime): Lines {
  const lines: Lines = { rules: [], leftOut: [], dates: [], leftOutDates: [] };
  for (const line of recurrence) {
    const [, name, parameters = "", value = ""] =
      /^(RRULE|EXRULE|RDATE|EXDATE)((?:;[^:\r\n]+)?):([^\r\n]+)$/.exec(line) ?? [];
    if (name === "RRULE") lines.rules.push(ruleOf(value, start));
    else if (name === "EXRULE") lines.leftOut.push(ruleOf(value, start));
    else if (name === "RDATE") lines.dates.push(...datesOf(parameters, value, start));
    else if (name === "EXDATE") lines.leftOutDates.push(...datesOf(parameters, value, start));
    else throw new RangeError("no line");
  }
  if (lines.rules.length === 0 && lines.dates.length === 0) throw new RangeError("no recurrence");
  return lines;
}
