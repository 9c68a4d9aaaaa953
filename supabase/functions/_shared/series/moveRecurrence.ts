/**
 * Moves a recurrence along with its first occurrence: a weekly Monday that moves to Tuesday repeats on
 * Tuesdays, and its end and its listed dates move by as much.
 *
 * @module
 */
import {
  dateOf,
  type Day,
  dayOf,
  hasDay,
  intervalOf,
  isUnderstood,
  parseRule,
  type RuleParts,
  ruleText,
  WEEKDAYS,
} from "./recurrenceRule.ts";
import { dayOfMoment, listedTime, listLine, type Moment, untilAt } from "./recurrenceTimes.ts";
import { isRule, type Line, parseLine, zoneIn } from "./splitRecurrence.ts";

/** A rule that does not say what it becomes when the first occurrence moves. */
export class NotMovable extends Error {
  override readonly name = "NotMovable";
}

/** The lines for a series that begins at `to` instead of `from`. Throws `NotMovable`. */
export function moveRecurrence(lines: string[], from: Moment, to: Moment): string[] {
  if (from.zone === to.zone && from.local.equals(to.local)) return lines;
  return lines.flatMap((text) => {
    const line = parseLine(text);
    if (!line) return [];
    if (!isRule(line)) return [movedList(line, from, to)];
    return [`${line.name}${line.parameters}:${ruleText(movedRule(line, from, to))}`];
  });
}

/** The listed time moved by as much as the first occurrence. */
function moved(value: string, from: Moment, to: Moment, valueZone?: string): Moment {
  const time = listedTime(value, from.zone, valueZone);
  if (!time) throw new NotMovable();
  // A day that stands in a timed series' lines means its occurrence on that day.
  const local = time.whole && from.zone !== undefined
    ? time.local.withPlainTime(from.local.toPlainTime())
    : time.local;
  return { local: shifted(local, from, to), zone: to.zone };
}

/** A local time moved by the days and the time of day between two moments. */
export function shifted(local: Moment["local"], from: Moment, to: Moment): Moment["local"] {
  const secondOfDay = ({ hour, minute, second }: Moment["local"]) =>
    (hour * 60 + minute) * 60 + second;
  return local
    .add({ days: dayOfMoment(to) - dayOfMoment(from) })
    .add({ seconds: secondOfDay(to.local) - secondOfDay(from.local) });
}

function movedList(line: Line, from: Moment, to: Moment): string {
  // A period has a length of its own, which a move does not change.
  if (line.value.includes("/")) throw new NotMovable();
  const values = line.value.split(",");
  return listLine(line.name, values.map((value) => moved(value, from, to, zoneIn(line))));
}

function movedRule(line: Line, from: Moment, to: Moment): RuleParts {
  const [fromDay, toDay] = [dayOfMoment(from), dayOfMoment(to)];
  const old = parseRule(line.value);
  // It may name hours, which a start at another time would contradict.
  if (!isUnderstood(old)) throw new NotMovable();
  const rule = fromDay === toDay ? new Map(old) : withDays(old, fromDay, toDay);
  const until = rule.get("UNTIL");
  if (until) rule.set("UNTIL", untilAt(moved(until, from, to)));
  const contained = line.name === "RRULE" && hasDay(old, fromDay, fromDay);
  if (contained && !hasDay(rule, toDay, toDay)) throw new NotMovable();
  return rule;
}

/** The rule with its BY parts moved from one day to another. */
function withDays(old: RuleParts, from: Day, to: Day): RuleParts {
  const rule = new Map(old);
  const by = [...old.keys()].filter((name) => name.startsWith("BY"));
  if (by.length === 0) return rule;
  const rotated = (name: string) =>
    WEEKDAYS[(((WEEKDAYS.indexOf(name as typeof WEEKDAYS[number]) + to - from) % 7) + 7) % 7];
  const byWeekday = old.get("BYDAY")?.split(",") ?? [];
  if (["DAILY", "WEEKLY"].includes(old.get("FREQ")!)) {
    if (byWeekday.length > 0) rule.set("BYDAY", byWeekday.map(rotated).join(","));
    // With an interval, which days make up a week matters.
    if (intervalOf(old) > 1 && byWeekday.length > 1) {
      rule.set("WKST", rotated(old.get("WKST") ?? "MO"));
    }
    return rule;
  }
  if (!hasDay(old, from, from)) throw new NotMovable();
  return withSingleDays(rule, from, to);
}

/** Monthly and yearly rules: what named the old day alone names the new one. */
function withSingleDays(rule: RuleParts, from: Day, to: Day): RuleParts {
  const [old, date] = [dateOf(from), dateOf(to)];
  const single = (name: string, value: (sign: number) => string) => {
    const text = rule.get(name);
    if (text === undefined) return;
    if (text.includes(",")) throw new NotMovable();
    rule.set(name, value(text.startsWith("-") ? -1 : 1));
  };
  const monthEnd = dayOf(date.year, date.month + 1, 1);
  const yearStart = dayOf(date.year, 1, 1);
  const yearEnd = dayOf(date.year + 1, 1, 1);
  const place = (start: Day, end: Day, length: number) => (sign: number) =>
    String(
      sign > 0 ? Math.floor((to - start) / length) + 1 : -Math.floor((end - 1 - to) / length) - 1,
    );
  const monthStart = dayOf(date.year, date.month, 1);
  if (date.month !== old.month) single("BYMONTH", () => String(date.month));
  single("BYMONTHDAY", place(monthStart, monthEnd, 1));
  single("BYYEARDAY", place(yearStart, yearEnd, 1));
  const ofYear = rule.get("FREQ") === "YEARLY" && !rule.has("BYMONTH");
  const nth = ofYear ? place(yearStart, yearEnd, 7) : place(monthStart, monthEnd, 7);
  const weekday = rule.get("BYDAY");
  if (weekday !== undefined) {
    if (rule.has("BYMONTHDAY") || weekday.includes(",")) throw new NotMovable();
    const ordinal = weekday.slice(0, -2);
    const sign = ordinal.startsWith("-") ? -1 : 1;
    rule.set("BYDAY", `${ordinal === "" ? "" : nth(sign)}${WEEKDAYS[date.weekday]}`);
    // Of one weekday, the place among all of them is the same as its ordinal.
    single("BYSETPOS", nth);
  } else if (rule.has("BYSETPOS")) throw new NotMovable();
  return rule;
}
