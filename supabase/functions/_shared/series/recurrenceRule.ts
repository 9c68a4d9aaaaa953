/**
 * Recurrence rules by the day (RFC 5545, section 3.3.10): which days a rule has, so that a series can
 * be divided without asking Google for every occurrence. A rule with parts finer than a day, or with
 * numbered weeks, is not understood here.
 *
 * @module
 */

/** A rule's parts by name, in upper case and in their order. */
export type RuleParts = Map<string, string>;

/** Days since 1 January 1970. */
export type Day = number;

const DAY_MS = 86_400_000;
export const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;

export function parseRule(value: string): RuleParts {
  return new Map(
    value.split(";").filter((part) => part !== "").map((part) => {
      const [name, ...rest] = part.toUpperCase().split("=");
      return [name.trim(), rest.join("=").trim()];
    }),
  );
}

export function ruleText(rule: RuleParts): string {
  return [...rule].map(([name, value]) => `${name}=${value}`).join(";");
}

const KNOWN = new Set([
  ...["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"],
  ...["BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYDAY", "BYSETPOS"],
]);
const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];

/** Whether the rule's days can be told here. */
export function isUnderstood(rule: RuleParts): boolean {
  return FREQUENCIES.includes(rule.get("FREQ") ?? "") &&
    [...rule.keys()].every((name) => KNOWN.has(name));
}

export function dayOf(year: number, month: number, day: number): Day {
  const date = new Date(0);
  // Date.UTC would take years below 100 for those of the 20th century.
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / DAY_MS;
}

export function dateOf(day: Day): { year: number; month: number; day: number; weekday: number } {
  const date = new Date(day * DAY_MS);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
  };
}

const numbers = (text: string | undefined) => text?.split(",").map(Number);

export const intervalOf = (rule: RuleParts): number =>
  Math.max(1, Number(rule.get("INTERVAL") ?? 1));

function weekStart(rule: RuleParts, day: Day): Day {
  const first = WEEKDAYS.indexOf((rule.get("WKST") ?? "MO") as typeof WEEKDAYS[number]);
  return day - (dateOf(day).weekday - Math.max(0, first) + 7) % 7;
}

/** The number of the day's period: its day, week, month or year. */
function periodOf(rule: RuleParts, day: Day): number {
  const { year, month } = dateOf(day);
  switch (rule.get("FREQ")) {
    case "WEEKLY":
      return weekStart(rule, day) / 7;
    case "MONTHLY":
      return year * 12 + month;
    case "YEARLY":
      return year;
  }
  return day;
}

/** The first day of the day's period, and of the next one. */
function boundsOf(rule: RuleParts, day: Day): [from: Day, to: Day] {
  const { year, month } = dateOf(day);
  switch (rule.get("FREQ")) {
    case "WEEKLY":
      return [weekStart(rule, day), weekStart(rule, day) + 7];
    case "MONTHLY":
      return [dayOf(year, month, 1), dayOf(year, month + 1, 1)];
    case "YEARLY":
      return [dayOf(year, 1, 1), dayOf(year + 1, 1, 1)];
  }
  return [day, day + 1];
}

/** Whether an INTERVAL that is counted from `first` reaches the day's period. */
export function isInPhase(rule: RuleParts, first: Day, day: Day): boolean {
  return Math.round(periodOf(rule, day) - periodOf(rule, first)) % intervalOf(rule) === 0;
}

/** The rule with the parts that it takes from its first day written out. */
export function explicitRule(rule: RuleParts, first: Day): RuleParts {
  const has = (...names: string[]) => names.some((name) => rule.has(name));
  if (has("BYMONTHDAY", "BYYEARDAY", "BYDAY")) return rule;
  const { month, day, weekday } = dateOf(first);
  const explicit = new Map(rule);
  if (rule.get("FREQ") === "WEEKLY") explicit.set("BYDAY", WEEKDAYS[weekday]);
  if (rule.get("FREQ") === "YEARLY" && !has("BYMONTH")) explicit.set("BYMONTH", String(month));
  if (["MONTHLY", "YEARLY"].includes(rule.get("FREQ")!)) explicit.set("BYMONTHDAY", String(day));
  return explicit;
}

/** Whether a number, counted from the front or (negative) from the back, names this place of so many. */
const isPlace = (wanted: number, place: number, all: number) =>
  wanted > 0 ? wanted === place : wanted === place - all - 1;

function matchesWeekday(rule: RuleParts, day: Day): boolean {
  const { weekday, year, month } = dateOf(day);
  const [from, to] = rule.get("FREQ") === "YEARLY" && !rule.has("BYMONTH")
    ? [dayOf(year, 1, 1), dayOf(year + 1, 1, 1)]
    : [dayOf(year, month, 1), dayOf(year, month + 1, 1)];
  return rule.get("BYDAY")!.split(",").some((text) => {
    const [, ordinal, name] = /^([+-]?\d*)([A-Z]{2})$/.exec(text.trim()) ?? [];
    if (name !== WEEKDAYS[weekday]) return false;
    if (ordinal === "") return true;
    const place = Math.floor((day - from) / 7) + 1;
    return isPlace(Number(ordinal), place, place + Math.floor((to - 1 - day) / 7));
  });
}

/** Whether the BY parts, BYSETPOS excepted, allow the day. */
function matches(rule: RuleParts, day: Day): boolean {
  const date = dateOf(day);
  const months = numbers(rule.get("BYMONTH"));
  if (months && !months.includes(date.month)) return false;
  const monthLength = dayOf(date.year, date.month + 1, 1) - dayOf(date.year, date.month, 1);
  const monthDays = numbers(rule.get("BYMONTHDAY"));
  if (monthDays && !monthDays.some((one) => isPlace(one, date.day, monthLength))) return false;
  const newYear = dayOf(date.year, 1, 1);
  const yearDays = numbers(rule.get("BYYEARDAY"));
  const yearLength = dayOf(date.year + 1, 1, 1) - newYear;
  if (yearDays && !yearDays.some((one) => isPlace(one, day - newYear + 1, yearLength))) {
    return false;
  }
  return !rule.has("BYDAY") || matchesWeekday(rule, day);
}

/** Whether a rule that begins on `first` has this day, whatever COUNT and UNTIL say. */
export function hasDay(rule: RuleParts, first: Day, day: Day): boolean {
  if (day < first || !isInPhase(rule, first, day)) return false;
  const explicit = explicitRule(rule, first);
  if (!matches(explicit, day)) return false;
  const places = numbers(rule.get("BYSETPOS"));
  if (!places) return true;
  const [from, to] = boundsOf(rule, day);
  let [place, all] = [0, 0];
  for (let other = from; other < to; other++) {
    if (!matches(explicit, other)) continue;
    all++;
    if (other <= day) place++;
  }
  return places.some((one) => isPlace(one, place, all));
}

/** How many days a rule that begins on `first` has before `end`, whatever COUNT and UNTIL say. */
export function countDays(rule: RuleParts, first: Day, end: Day): number {
  let count = 0;
  for (let day = first; day < end; day++) if (hasDay(rule, first, day)) count++;
  return count;
}
