/**
 * Validates recurrence lines and computes the starts of a series' occurrences. `rrule-temporal` expands
 * each rule in the event's own zone. Google differs from RFC 5545 in three points: a start that no rule
 * contains is an occurrence and does not count in COUNT, a time that the clocks skip is one hour later, and
 * an RDATE after the UNTIL of every rule is ignored.
 * Sources: RFC 5545, 3.3.10; Calendar v3 reference, Events (recurrence); public reports.
 *
 * @module
 */
import { RRuleTemporal } from "rrule-temporal";
import { invalid } from "./apiError.ts";
import { type EventTime, millisOf } from "./eventTime.ts";
import type { Content } from "./model.ts";
import { readLines, type Rule, timeAt, wallOf } from "./recurrenceLines.ts";

/** The number of occurrences that Google expands of an endless series. */
const MAX_OCCURRENCES = 730;
const DAY = 86_400_000;

const basic = (iso: string) => iso.replace(/[-:]/g, "");
const epochOf = (wall: Temporal.PlainDateTime) => wall.toZonedDateTime("UTC").epochMilliseconds;

/** True if a time is after the rule's UNTIL. */
function isOver({ until }: Rule, time: EventTime): boolean {
  return until !== undefined && millisOf(time, "UTC") > millisOf(until, "UTC");
}

/** Visits a rule's times in order from the series' start, until `visit` returns false. */
function follow(
  rule: Rule,
  start: EventTime,
  visit: (time: () => EventTime, at: number) => boolean,
) {
  const first = wallOf(start);
  const last = rule.until ? epochOf(wallOf(rule.until)) : Infinity;
  let left = rule.count ?? Infinity;
  const text = `DTSTART:${basic(first.toString({ smallestUnit: "second" }))}Z\nRRULE:${rule.text}`;
  try {
    new RRuleTemporal({ rruleString: text, cache: false }).all(({ epochMilliseconds: at }) => {
      const wall = () =>
        Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO("UTC").toPlainDateTime();
      // If a local time occurs twice, the start has its own offset.
      const time = () => at === epochOf(first) ? start : timeAt(wall(), start);
      if (left-- <= 0 || at > last + DAY) return false;
      if (at > last - DAY && isOver(rule, time())) return false;
      return visit(time, at);
    });
  } catch (error) {
    // The rule has no more matches, such as the 30th of February.
    if (!/maximum iterations/i.test(String(error))) throw error;
  }
}

/** Throws 400 `invalid` for an invalid recurrence, such as one with DTSTART or DTEND. */
export function checkRecurrence({ start, recurrence = [] }: Content): void {
  try {
    const { rules, leftOut } = readLines(recurrence, start);
    for (const rule of [...rules, ...leftOut]) follow(rule, start, () => false);
  } catch {
    throw invalid("Invalid recurrence rule.");
  }
}

/**
 * Returns the starts of the occurrences that end after `from` and begin before `to` (milliseconds),
 * in order.
 */
export function occurrenceStarts(
  { start, end, recurrence = [] }: Content,
  { from, to, zone }: { from: number; to: number; zone: string },
): EventTime[] {
  const { rules, leftOut, dates, leftOutDates } = readLines(recurrence, start);
  const length = Math.max(millisOf(end, zone) - millisOf(start, zone), 1);
  const found = new Map<number, EventTime>();
  const add = (time: EventTime) => {
    const begin = millisOf(time, zone);
    if (begin < to && begin + length > from) found.set(begin, time);
    return begin < to;
  };
  add(start);
  for (const rule of rules) {
    let left = MAX_OCCURRENCES;
    follow(rule, start, (time, at) => {
      // Earlier times are skipped without a conversion: no zone is a day from UTC.
      if (at + length + DAY <= from) return true;
      const before = found.size;
      if (!add(time())) return false;
      if (found.size > before) left--;
      return left > 0;
    });
  }
  const endless = rules.length === 0 || rules.some(({ until }) => !until);
  for (const time of dates) if (endless || rules.some((rule) => !isOver(rule, time))) add(time);

  for (const time of leftOutDates) found.delete(millisOf(time, zone));
  const newest = Math.max(...found.keys());
  for (const rule of leftOut) {
    follow(rule, start, (time, at) => {
      if (at + DAY > from) found.delete(millisOf(time(), zone));
      return at < newest + DAY;
    });
  }
  return [...found].sort(([a], [b]) => a - b).slice(0, MAX_OCCURRENCES).map(([, time]) => time);
}

/** `<series>_20270101T090000Z`, or `<series>_20270101` for whole days. */
export function occurrenceId(series: string, original: EventTime): string {
  return `${series}_${basic(original.date ?? original.dateTime!)}`;
}

/** Returns the end of the occurrence at `start`: start plus the series' duration. */
export function occurrenceEnd({ start, end }: Content, begin: EventTime): EventTime {
  if (begin.date !== undefined) {
    const days = Temporal.PlainDate.from(start.date!).until(end.date!);
    return { date: Temporal.PlainDate.from(begin.date).add(days).toString() };
  }
  const length = millisOf(end, "UTC") - millisOf(start, "UTC");
  const instant = Temporal.Instant.fromEpochMilliseconds(millisOf(begin, "UTC") + length);
  return { dateTime: instant.toString(), ...(end.timeZone ? { timeZone: end.timeZone } : {}) };
}
