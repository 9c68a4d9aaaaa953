/**
 * How often an event comes again, as it is typed and as RFC 5545 has it.
 *
 * @module
 */
import { readLocal, toLocal } from "../google-calendar/index.ts";

/** The choices; each but the first and the last is a frequency of RFC 5545. */
export const REPEATS = {
  "": "Does not repeat",
  DAILY: "Every day",
  WEEKLY: "Every week",
  MONTHLY: "Every month",
  YEARLY: "Every year",
  OTHER: "As it is now",
};

/** `OTHER` is a rule that these choices cannot say. */
export type Repeats = keyof typeof REPEATS;

/** What is typed. */
export interface Recurrence {
  repeats: Repeats;
  /** `YYYY-MM-DD`: the last day that it comes on; the empty string: it goes on. */
  until: string;
}

const RULE = /^RRULE:FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(?:;UNTIL=(\d{8})(?:T(\d{6})Z)?)?$/;

/** An event's rule as it is typed, with the last day as `zone` has it. */
export function readRecurrence(lines: string[] | null, zone: string): Recurrence {
  if (!lines?.length) return { repeats: "", until: "" };
  const [, repeats, day, time] = (lines.length === 1 && RULE.exec(lines[0])) || [];
  if (!repeats) return { repeats: "OTHER", until: "" };
  const date = day?.replace(/(....)(..)(..)/, "$1-$2-$3") ?? "";
  const clock = time?.replace(/(..)(..)(..)/, "$1:$2:$3Z");
  const until = clock ? toLocal(new Date(`${date}T${clock}`), zone).slice(0, 10) : date;
  return { repeats: repeats as Repeats, until };
}

/** The exact end of an event's rule, if these choices can say the rule and it has an end. */
export function untilPart(lines: string[] | null | undefined): string | null {
  const [, , day, time] = (lines?.length === 1 && RULE.exec(lines[0])) || [];
  return day ? day + (time ? `T${time}Z` : "") : null;
}

/**
 * What is typed as the contract has it; null: the event comes once. Not for `OTHER`. `kept` is the
 * exact end of a rule whose last day was not touched.
 */
export function recurrenceLines(
  { repeats, until }: Recurrence,
  allDay: boolean,
  zone: string,
  kept: string | null = null,
): string[] | null {
  if (repeats === "") return null;
  const rule = `RRULE:FREQ=${repeats}`;
  if (until === "") return [rule];
  if (kept !== null) return [`${rule};UNTIL=${kept}`];
  const end = readLocal(`${until}T23:59`, zone);
  // The end is written as the start is (RFC 5545, 3.3.10): a date, or a moment in UTC.
  const moment = allDay || !("instant" in end)
    ? until
    : end.instant.toISOString().slice(0, 19) + "Z";
  return [`${rule};UNTIL=${moment.replace(/[-:]/g, "")}`];
}
