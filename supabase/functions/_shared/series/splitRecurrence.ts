/**
 * Divides a series' recurrence at one of its occurrences: into the lines that stay with the series, and
 * the lines of the series that begins there. Together they have the occurrences of the whole.
 *
 * @module
 */
import type { Day } from "./days.ts";
import { compareListed, listedTime, untilBefore } from "./listedTimes.ts";
import { dayOfMoment, type Moment } from "./moment.ts";
import { isRule, type Line, lineText, parseLine, zoneIn } from "./recurrenceLine.ts";
import {
  explicitRule,
  intervalOf,
  isUnderstood,
  parseRule,
  type RuleParts,
  ruleText,
} from "./recurrenceRule.ts";
import { RuleDays } from "./ruleDays.ts";

/** The lines of either part. A part without lines does not repeat. */
export interface DividedRecurrence {
  before: string[];
  after: string[];
}

/** A recurrence that cannot be divided at that occurrence. */
export class NotDivisible extends Error {
  override readonly name = "NotDivisible";
}

/** 100 years: a rule's days in this many days are counted in a few milliseconds. */
const MAX_COUNTED_DAYS = 36_525;

const isCounted = (rule: RuleParts, first: Day, day: Day) =>
  isUnderstood(rule) && day - first <= MAX_COUNTED_DAYS;

/**
 * True if Google has to be asked how many occurrences come before `at`: a rule has COUNT, and its days
 * cannot be computed here, or are too many.
 */
export function needsCounting(lines: string[], first: Moment, at: Moment): boolean {
  return lines.some((text) => {
    const line = parseLine(text);
    if (!line || !isRule(line)) return false;
    const rule = parseRule(line.value);
    return rule.has("COUNT") && !isCounted(rule, dayOfMoment(first), dayOfMoment(at));
  });
}

/** True if the line is a rule whose occurrences are at the time of day at which the series starts. */
export function takesTimeFromStart(text: string): boolean {
  const line = parseLine(text);
  return line?.name === "RRULE" && isUnderstood(parseRule(line.value));
}

/**
 * Divides the recurrence of a series that begins at `first`, at the occurrence `at`. `counted` is how
 * many occurrences Google shows before it, if `needsCounting`. Throws `NotDivisible`.
 */
export function splitRecurrence(
  texts: string[],
  first: Moment,
  at: Moment,
  counted = 0,
): DividedRecurrence {
  const lines = texts.map(parseLine).filter((line) => line !== undefined)
    .map((line) => ({ line, list: isRule(line) ? undefined : splitList(line, first, at) }));
  const listedBefore = (name: string) =>
    lines.reduce((sum, { line, list }) => line.name === name ? sum + list!.before.length : sum, 0);
  // COUNT counts what the rule has: dates that another line takes away, but none that one adds.
  const ofRule = counted + listedBefore("EXDATE") - listedBefore("RDATE");

  const divided: DividedRecurrence = { before: [], after: [] };
  for (const { line, list } of lines) {
    const { before, after } = list ?? splitRule(line, first, at, ofRule);
    if (before.length > 0) divided.before.push(lineText(line, before.join()));
    if (after.length > 0) divided.after.push(lineText(line, after.join()));
  }
  return divided;
}

/** A line's values in either part. A part without values does not have the line. */
interface LineParts {
  before: string[];
  after: string[];
}

function splitRule(line: Line, first: Moment, at: Moment, counted: number): LineParts {
  const rule = parseRule(line.value);
  const [firstDay, day] = [dayOfMoment(first), dayOfMoment(at)];
  const until = rule.get("UNTIL") && listedTime(rule.get("UNTIL")!, first.zone);
  if (until && compareListed(until, at) < 0) return { before: [line.value], after: [] };

  const after = tailRule(rule, firstDay, day);
  if (/^\d+$/.test(rule.get("COUNT") ?? "")) {
    const before = isCounted(rule, firstDay, day)
      ? new RuleDays(rule, firstDay).countBefore(day)
      : counted;
    const left = Number(rule.get("COUNT")) - before;
    if (left <= 0) return { before: [line.value], after: [] };
    after.set("COUNT", String(left));
  }
  const ending = new Map(rule);
  ending.delete("COUNT");
  ending.set("UNTIL", untilBefore(at));
  return {
    // An EXRULE takes nothing away after the last occurrence, so it can stay as it is.
    before: [line.name === "EXRULE" ? line.value : ruleText(ending)],
    after: [ruleText(after)],
  };
}

/** The rule for a series that begins on `day`, with the same days from then on. */
function tailRule(rule: RuleParts, firstDay: Day, day: Day): RuleParts {
  if (!isUnderstood(rule)) return new Map(rule);
  const days = new RuleDays(rule, firstDay);
  if (days.has(day)) return new Map(rule);
  // Another line has the occurrence, so the rule cannot take its days from where the series begins.
  if (intervalOf(rule) > 1 && !days.isInPhase(day)) throw new NotDivisible();
  return new Map(explicitRule(rule, firstDay));
}

/** A list's values before and after `at`. The one at `at` is where the new series begins. */
function splitList(line: Line, first: Moment, at: Moment): LineParts {
  const parts: LineParts = { before: [], after: [] };
  for (const value of line.value.split(",")) {
    const time = listedTime(value, first.zone, zoneIn(line));
    const order = time ? compareListed(time, at) : -1;
    if (order < 0) parts.before.push(value);
    else if (order > 0) parts.after.push(value);
  }
  return parts;
}
