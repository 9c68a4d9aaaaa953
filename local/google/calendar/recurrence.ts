/**
 * Recurrence: which rules are refused, and when the occurrences of a series begin. The rules
 * themselves are expanded by `rrule-temporal`, in the event's own zone.
 * Sources: RFC 5545, 3.3.10; Calendar v3 reference, Events (recurrence).
 *
 * @module
 */
import { RRuleTemporal } from "rrule-temporal";
import { invalid } from "./apiError.ts";
import { type EventTime, millisOf } from "./eventTime.ts";
import type { Content } from "./model.ts";

/** As many as Google expands of a series that never ends. */
const MAX_OCCURRENCES = 730;

const basic = (iso: string) => iso.replace(/[-:]/g, "");

function ruleOf({ start, recurrence = [] }: Content): RRuleTemporal {
  let first = `DTSTART;VALUE=DATE:${basic(start.date ?? "")}`;
  if (start.dateTime !== undefined) {
    const local = Temporal.Instant.from(start.dateTime).toZonedDateTimeISO(start.timeZone!)
      .toPlainDateTime().toString({ smallestUnit: "second" });
    first = `DTSTART;TZID=${start.timeZone}:${basic(local)}`;
  }
  return new RRuleTemporal({
    rruleString: [first, ...recurrence].join("\n"),
    includeDtstart: true,
  });
}

/** Throws 400 `invalid` for what is no recurrence: DTSTART and DTEND in it are none. */
export function checkRecurrence(content: Content): void {
  const lines = content.recurrence ?? [];
  const wellFormed = lines.every((line) => /^(RRULE|EXRULE|RDATE|EXDATE)[:;][^\r\n]+$/.test(line));
  const twoEnds = lines.some((line) => /\bCOUNT=/.test(line) && /\bUNTIL=/.test(line));
  const rules = lines.filter((line) => line.startsWith("RRULE")).length;
  try {
    if (!wellFormed || twoEnds || rules !== 1) throw new RangeError("not a recurrence");
    ruleOf(content).all((_, i) => i < 1);
  } catch {
    throw invalid("Invalid recurrence rule.");
  }
}

/** When occurrences begin that end after `from` and begin before `to` (milliseconds), in order. */
export function occurrenceStarts(
  content: Content,
  { from, to, zone }: { from: number; to: number; zone: string },
): EventTime[] {
  const length = millisOf(content.end, zone) - millisOf(content.start, zone);
  const starts: EventTime[] = [];
  ruleOf(content).all((start) => {
    const time: EventTime = content.start.date !== undefined
      ? { date: start.toPlainDate().toString() }
      : { dateTime: start.toInstant().toString(), timeZone: content.start.timeZone };
    const begin = millisOf(time, zone);
    if (begin >= to) return false;
    if (begin + length > from) starts.push(time);
    return starts.length < MAX_OCCURRENCES;
  });
  return starts;
}

/** `<series>_20270101T090000Z`, or `<series>_20270101` for whole days. */
export function occurrenceId(series: string, original: EventTime): string {
  return `${series}_${basic(original.date ?? original.dateTime!)}`;
}

/** The end of the occurrence that begins at `start`: the series' own length later. */
export function occurrenceEnd({ start, end }: Content, begin: EventTime): EventTime {
  if (begin.date !== undefined) {
    const days = Temporal.PlainDate.from(start.date!).until(end.date!);
    return { date: Temporal.PlainDate.from(begin.date).add(days).toString() };
  }
  const length = millisOf(end, "UTC") - millisOf(start, "UTC");
  const instant = Temporal.Instant.fromEpochMilliseconds(millisOf(begin, "UTC") + length);
  return { dateTime: instant.toString(), ...(end.timeZone ? { timeZone: end.timeZone } : {}) };
}
