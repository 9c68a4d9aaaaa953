/**
 * Recurrence rules as text (RFC 5545, section 3.3.10).
 *
 * @module
 */
import { dateOf, type Day, WEEKDAYS } from "./days.ts";

/** A rule's parts by name, in upper case and in the rule's order. */
export type RuleParts = Map<string, string>;

/** Parses a rule. It does not validate the parts: see `isUnderstood`. */
export function parseRule(value: string): RuleParts {
  return new Map(
    value.split(";").filter((part) => part !== "").map((part) => {
      const [name = "", ...rest] = part.toUpperCase().split("=");
      return [name.trim(), rest.join("=").trim()];
    }),
  );
}

/** The rule as text. */
export function ruleText(rule: RuleParts): string {
  return [...rule].map(([name, value]) => `${name}=${value}`).join(";");
}

const NUMBERS = /^[+-]?\d+(,[+-]?\d+)*$/;

/** The parts that can be computed by the day, and the form of each one. */
const UNDERSTOOD: Record<string, RegExp> = {
  FREQ: /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^\d+$/,
  COUNT: /^\d+$/,
  UNTIL: /^/,
  WKST: /^(SU|MO|TU|WE|TH|FR|SA)$/,
  BYMONTH: NUMBERS,
  BYMONTHDAY: NUMBERS,
  BYYEARDAY: NUMBERS,
  BYSETPOS: NUMBERS,
  BYDAY: /^[+-]?\d*[A-Z]{2}(,[+-]?\d*[A-Z]{2})*$/,
};

/**
 * True if this project can compute the rule's days. A rule with parts finer than a day (`BYHOUR`),
 * with numbered weeks, or with a malformed part is not understood: Google has to be asked.
 */
export function isUnderstood(rule: RuleParts): boolean {
  return rule.has("FREQ") && [...rule].every(([name, value]) => UNDERSTOOD[name]?.test(value));
}

/** How many periods the rule goes ahead each time: at least 1. */
export function intervalOf(rule: RuleParts): number {
  return Math.max(1, Number(rule.get("INTERVAL") ?? 1));
}

/** The rule with the parts written out that it takes from its first day. */
export function explicitRule(rule: RuleParts, first: Day): RuleParts {
  const has = (...names: string[]) => names.some((name) => rule.has(name));
  if (has("BYMONTHDAY", "BYYEARDAY", "BYDAY")) return rule;
  const { month, day, weekday } = dateOf(first);
  const explicit = new Map(rule);
  if (rule.get("FREQ") === "WEEKLY") explicit.set("BYDAY", WEEKDAYS[weekday]!);
  if (rule.get("FREQ") === "YEARLY" && !has("BYMONTH")) explicit.set("BYMONTH", String(month));
  if (["MONTHLY", "YEARLY"].includes(rule.get("FREQ")!)) explicit.set("BYMONTHDAY", String(day));
  return explicit;
}
