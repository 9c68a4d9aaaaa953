/**
 * Moves the days that a recurrence rule names from one day to another.
 *
 * @module
 */
import { dateOf, type Day, type DaySpan, monthOf, WEEKDAYS, yearOf } from "./days.ts";
import { intervalOf, type RuleParts } from "./recurrenceRule.ts";
import { RuleDays } from "./ruleDays.ts";

/** A rule that does not say what it becomes when the first occurrence moves. */
export class NotMovable extends Error {
  override readonly name = "NotMovable";
}

/** The understood rule with its BY parts moved from one day to another. Throws `NotMovable`. */
export function moveRuleDays(rule: RuleParts, from: Day, to: Day): RuleParts {
  if (![...rule.keys()].some((name) => name.startsWith("BY"))) return new Map(rule);
  if (["DAILY", "WEEKLY"].includes(rule.get("FREQ")!)) return rotateWeekdays(rule, to - from);
  if (!new RuleDays(rule, from).has(from)) throw new NotMovable();
  return moveSingleDay(rule, from, to);
}

/** A daily or weekly rule whose weekdays are so many days later. */
function rotateWeekdays(old: RuleParts, days: number): RuleParts {
  const rule = new Map(old);
  const later = [...WEEKDAYS, ...WEEKDAYS].slice(((days % 7) + 7) % 7);
  const rotated = (name: string) => {
    const weekday = later[WEEKDAYS.indexOf(name as typeof WEEKDAYS[number])];
    if (!weekday) throw new NotMovable();
    return weekday;
  };
  const weekdays = old.get("BYDAY")?.split(",") ?? [];
  if (weekdays.length > 0) rule.set("BYDAY", weekdays.map(rotated).join(","));
  // With an interval it matters on which day a week begins.
  if (intervalOf(old) > 1 && weekdays.length > 1) {
    rule.set("WKST", rotated(old.get("WKST") ?? "MO"));
  }
  return rule;
}

/**
 * A monthly or yearly rule whose parts each named the old day alone, so that each names the new day.
 */
function moveSingleDay(old: RuleParts, from: Day, to: Day): RuleParts {
  const rule = new Map(old);
  const date = dateOf(to);
  const replace = (name: string, value: (sign: number) => string | number) => {
    const text = rule.get(name);
    if (text === undefined) return;
    if (text.includes(",")) throw new NotMovable();
    rule.set(name, String(value(text.startsWith("-") ? -1 : 1)));
  };
  const [month, year] = [monthOf(to), yearOf(to)];
  if (date.month !== dateOf(from).month) replace("BYMONTH", () => date.month);
  replace("BYMONTHDAY", (sign) => placeIn(month, to, 1, sign));
  replace("BYYEARDAY", (sign) => placeIn(year, to, 1, sign));

  const ofYear = rule.get("FREQ") === "YEARLY" && !rule.has("BYMONTH");
  const week = (sign: number) => placeIn(ofYear ? year : month, to, 7, sign);
  const weekday = rule.get("BYDAY");
  if (weekday === undefined) {
    if (rule.has("BYSETPOS")) throw new NotMovable();
    return rule;
  }
  if (rule.has("BYMONTHDAY") || weekday.includes(",")) throw new NotMovable();
  const ordinal = weekday.slice(0, -2);
  const number = ordinal === "" ? "" : week(ordinal.startsWith("-") ? -1 : 1);
  rule.set("BYDAY", `${number}${WEEKDAYS[date.weekday]}`);
  // BYDAY names one weekday, so the place among all its days is the ordinal.
  replace("BYSETPOS", week);
  return rule;
}

/**
 * The place of the day among the span's days, `length` days each: from the front, or (`sign` negative)
 * from the back.
 */
function placeIn({ start, end }: DaySpan, day: Day, length: number, sign: number): number {
  return sign > 0
    ? Math.floor((day - start) / length) + 1
    : -Math.floor((end - 1 - day) / length) - 1;
}
