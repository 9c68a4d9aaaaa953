/**
 * Divides a series' recurrence at one of its occurrences: what stays of the old series, and what the
 * series that begins there repeats by. Together they have the occurrences that the whole had.
 *
 * @module
 */
import {
  countDays,
  explicitRule,
  hasDay,
  intervalOf,
  isInPhase,
  isUnderstood,
  parseRule,
  type RuleParts,
  ruleText,
} from "./recurrenceRule.ts";
import {
  compareListed,
  dayOfMoment,
  listedTime,
  type Moment,
  untilBefore,
} from "./recurrenceTimes.ts";

/** The lines of either part. Empty: that part does not repeat. */
export interface DividedRecurrence {
  before: string[];
  after: string[];
}

/** A recurrence that cannot be divided at that occurrence. */
export class NotDivisible extends Error {
  override readonly name = "NotDivisible";
}

/** A line's name, parameters and value. */
export interface Line {
  name: string;
  parameters: string;
  value: string;
}

/** Lines that are no recurrence are left alone as `undefined`. */
export function parseLine(line: string): Line | undefined {
  const [, name, parameters = "", value] = /^([A-Z]+)((?:;[^:]*)?):(.*)$/is.exec(line) ?? [];
  return name === undefined ? undefined : { name: name.toUpperCase(), parameters, value };
}

export const zoneIn = ({ parameters }: Line): string | undefined =>
  /;TZID="?([^";:]+)"?/i.exec(parameters)?.[1];

export const isRule = ({ name }: Line): boolean => name === "RRULE" || name === "EXRULE";

/**
 * Whether Google has to be asked how many occurrences come before: a rule has COUNT, and parts that
 * are not understood here.
 */
export function needsCounting(lines: string[]): boolean {
  return lines.some((text) => {
    const line = parseLine(text);
    if (!line || !isRule(line)) return false;
    const rule = parseRule(line.value);
    return rule.has("COUNT") && !isUnderstood(rule);
  });
}

/** Whether the line is a rule whose occurrences are at the time of day at which the series starts. */
export function takesTimeFromStart(text: string): boolean {
  const line = parseLine(text);
  return line?.name === "RRULE" && isUnderstood(parseRule(line.value));
}

/**
 * The parts before `at` and from `at` on, of a series that begins at `first`. `counted` is how many
 * occurrences come before, if `needsCounting`. Throws `NotDivisible`.
 */
export function splitRecurrence(
  lines: string[],
  first: Moment,
  at: Moment,
  counted?: number,
): DividedRecurrence {
  const divided: DividedRecurrence = { before: [], after: [] };
  for (const text of lines) {
    const line = parseLine(text);
    if (!line) continue;
    const part = isRule(line) ? splitRule(line, first, at, counted) : splitList(line, first, at);
    if (part.before !== undefined) divided.before.push(part.before === "" ? text : part.before);
    if (part.after !== undefined) divided.after.push(part.after === "" ? text : part.after);
  }
  return divided;
}

/** Undefined: nothing. Empty: the line as it is. */
interface Part {
  before?: string;
  after?: string;
}

function splitRule(line: Line, first: Moment, at: Moment, counted?: number): Part {
  const rule = parseRule(line.value);
  const [firstDay, day] = [dayOfMoment(first), dayOfMoment(at)];
  const until = rule.get("UNTIL") && listedTime(rule.get("UNTIL")!, first.zone);
  if (until && compareListed(until, at) < 0) return { before: "" };
  let left: number | undefined;
  if (rule.has("COUNT")) {
    const before = isUnderstood(rule) ? countDays(rule, firstDay, day) : counted ?? 0;
    left = Number(rule.get("COUNT")) - before;
    if (left <= 0) return { before: "" };
  }
  const written = (parts: RuleParts) => `${line.name}${line.parameters}:${ruleText(parts)}`;
  const ending = new Map(rule);
  ending.delete("COUNT");
  ending.set("UNTIL", untilBefore(at));
  const after = tailRule(rule, { firstDay, day });
  if (left !== undefined) after.set("COUNT", String(left));
  return {
    // What a rule takes away does no harm where nothing is.
    before: line.name === "EXRULE" ? "" : written(ending),
    after: left === undefined && after === rule ? "" : written(after),
  };
}

/** The rule for a series that begins on `day`, with the same days from then on. */
function tailRule(rule: RuleParts, { firstDay, day }: { firstDay: number; day: number }) {
  if (!isUnderstood(rule)) return new Map(rule);
  if (hasDay(rule, firstDay, day)) return rule.has("COUNT") ? new Map(rule) : rule;
  // Another line has the occurrence. What the rule took from its old first day has to be said.
  if (intervalOf(rule) > 1 && !isInPhase(rule, firstDay, day)) throw new NotDivisible();
  return new Map(explicitRule(rule, firstDay));
}

function splitList(line: Line, first: Moment, at: Moment): Part {
  const [before, after]: [string[], string[]] = [[], []];
  const values = line.value.split(",");
  for (const value of values) {
    const time = listedTime(value, first.zone, zoneIn(line));
    const order = time ? compareListed(time, at) : -1;
    // The occurrence itself is where the new series begins.
    if (order < 0) before.push(value);
    else if (order > 0) after.push(value);
  }
  const written = (kept: string[]) =>
    kept.length === 0
      ? undefined
      : kept.length === values.length
      ? ""
      : `${line.name}${line.parameters}:${kept.join(",")}`;
  return { before: written(before), after: written(after) };
}
