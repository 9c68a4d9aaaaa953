/**
 * The days that a recurrence rule has, by RFC 5545, section 3.3.10. The work is bounded by the number
 * of days that are looked at: how long a rule's lists are does not matter, because they are parsed once.
 *
 * @module
 */
import { dateOf, type Day, type DaySpan, monthOf, WEEKDAYS, yearOf } from "./days.ts";
import { explicitRule, intervalOf, type RuleParts } from "./recurrenceRule.ts";

/** The days of an understood rule that begins on `first`. COUNT and UNTIL are ignored. */
export class RuleDays {
  readonly #frequency: string;
  readonly #interval: number;
  /** Days from Sunday to the first day of the rule's week. */
  readonly #weekOffset: number;
  readonly #byMonth: Set<number> | undefined;
  readonly #byMonthDay: Set<number> | undefined;
  readonly #byYearDay: Set<number> | undefined;
  readonly #byDay: Set<string> | undefined;
  readonly #bySetPos: Set<number> | undefined;
  /** Whether `2MO` is the second Monday of the year, not of the month. */
  readonly #ordinalsOfYear: boolean;

  constructor(rule: RuleParts, readonly first: Day) {
    const explicit = explicitRule(rule, first);
    const numbers = (name: string) => {
      const text = explicit.get(name);
      return text === undefined ? undefined : new Set(text.split(",").map(Number));
    };
    this.#frequency = rule.get("FREQ")!;
    this.#interval = intervalOf(rule);
    this.#weekOffset = WEEKDAYS.indexOf((rule.get("WKST") ?? "MO") as typeof WEEKDAYS[number]);
    this.#byMonth = numbers("BYMONTH");
    this.#byMonthDay = numbers("BYMONTHDAY");
    this.#byYearDay = numbers("BYYEARDAY");
    this.#bySetPos = numbers("BYSETPOS");
    this.#byDay = weekdaysIn(explicit.get("BYDAY"));
    this.#ordinalsOfYear = this.#frequency === "YEARLY" && !this.#byMonth;
  }

  /** True if the rule has this day. */
  has(day: Day): boolean {
    if (day < this.first || !this.isInPhase(day) || !this.#matches(day)) return false;
    return this.#bySetPos === undefined || this.#daysIn(this.#periodOf(day)).includes(day);
  }

  /** How many days the rule has before `end`. */
  countBefore(end: Day): number {
    let count = 0;
    let period = this.#periodOf(this.first);
    while (period.start < end) {
      if (this.isInPhase(period.start)) {
        count += this.#daysIn(period).filter((day) => day >= this.first && day < end).length;
      }
      period = this.#periodOf(period.end);
    }
    return count;
  }

  /** True if INTERVAL, counted from the first day, reaches the day's period. */
  isInPhase(day: Day): boolean {
    return (this.#periodNumber(day) - this.#periodNumber(this.first)) % this.#interval === 0;
  }

  /** The days that the rule has in one period, in order. */
  #daysIn({ start, end }: DaySpan): Day[] {
    const days: Day[] = [];
    for (let day = start; day < end; day++) if (this.#matches(day)) days.push(day);
    if (this.#bySetPos === undefined) return days;
    return days.filter((_, i) => isNamed(this.#bySetPos!, i + 1, days.length));
  }

  #weekStart(day: Day): Day {
    return day - (dateOf(day).weekday - this.#weekOffset + 7) % 7;
  }

  /** The day, week, month or year that the day is in. */
  #periodOf(day: Day): DaySpan {
    switch (this.#frequency) {
      case "WEEKLY":
        return { start: this.#weekStart(day), end: this.#weekStart(day) + 7 };
      case "MONTHLY":
        return monthOf(day);
      case "YEARLY":
        return yearOf(day);
    }
    return { start: day, end: day + 1 };
  }

  /** Numbers the periods one after the other. */
  #periodNumber(day: Day): number {
    switch (this.#frequency) {
      case "WEEKLY":
        return Math.floor((day - this.#weekOffset + DAYS_FROM_SUNDAY) / 7);
      case "MONTHLY":
        return dateOf(day).year * 12 + dateOf(day).month;
      case "YEARLY":
        return dateOf(day).year;
    }
    return day;
  }

  /** True if the BY parts other than BYSETPOS allow the day. */
  #matches(day: Day): boolean {
    const { month, day: dayOfMonth, weekday } = dateOf(day);
    if (this.#byMonth && !this.#byMonth.has(month)) return false;
    if (this.#byMonthDay) {
      const { start, end } = monthOf(day);
      if (!isNamed(this.#byMonthDay, dayOfMonth, end - start)) return false;
    }
    if (this.#byYearDay) {
      const { start, end } = yearOf(day);
      if (!isNamed(this.#byYearDay, day - start + 1, end - start)) return false;
    }
    if (!this.#byDay) return true;
    const name = WEEKDAYS[weekday]!;
    if (this.#byDay.has(name)) return true;
    const { start, end } = this.#ordinalsOfYear ? yearOf(day) : monthOf(day);
    const fromStart = Math.floor((day - start) / 7) + 1;
    const fromEnd = Math.floor((end - 1 - day) / 7) + 1;
    return this.#byDay.has(`${fromStart}${name}`) || this.#byDay.has(`-${fromEnd}${name}`);
  }
}

/** 1 January 1970 was a Thursday. */
const DAYS_FROM_SUNDAY = 4;

/** BYDAY's weekdays, their ordinals without `+` and leading zeros. */
function weekdaysIn(text: string | undefined): Set<string> | undefined {
  if (text === undefined) return undefined;
  return new Set(
    text.split(",").map((item) => {
      const [, ordinal, name] = /^([+-]?\d*)([A-Z]{2})$/.exec(item)!;
      return `${ordinal === "" ? "" : Number(ordinal)}${name}`;
    }),
  );
}

/** True if the numbers name a place among so many: from the front, or (negative) from the back. */
function isNamed(numbers: Set<number>, place: number, all: number): boolean {
  return numbers.has(place) || numbers.has(place - all - 1);
}
