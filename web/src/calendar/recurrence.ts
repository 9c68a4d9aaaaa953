/**
 * Converts between the form's repetition and the lines of RFC 5545.
 *
 * @module
 */
import { readLocal, toLocal } from "../google-calendar/index.ts";

/** The labels of the choices. Each but the first and the last is a frequency of RFC 5545. */
export const REPEATS = {
  "": "Does not repeat",
  DAILY: "Every day",
  WEEKLY: "Every week",
  MONTHLY: "Every month",
  YEARLY: "Every year",
  OTHER: "As it is now",
};

/** One of the choices. `OTHER` is a rule that the other choices cannot express. */
export type Repeats = keyof typeof REPEATS;

/** The form's values of a repetition. */
export interface Recurrence {
  repeats: Repeats;
  /** The last possible day, `YYYY-MM-DD`; the empty string if the event repeats without end. */
  until: string;
}

const RULE = /^RRULE:FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(?:;UNTIL=(\d{8})(?:T(\d{6})Z)?)?$/;

/** The parts of a rule that the choices can express; none of any other recurrence. */
function partsOf([line, ...others]: string[]): (string | undefined)[] {
  return (line !== undefined && others.length === 0 && RULE.exec(line)) || [];
}

/** The form's values for an event's rule. The last day is the day in `zone`. */
export function readRecurrence(lines: string[] | null, zone: string): Recurrence {
  if (!lines?.length) return { repeats: "", until: "" };
  const [, repeats, day, time] = partsOf(lines);
  if (!repeats) return { repeats: "OTHER", until: "" };
  const date = day?.replace(/(....)(..)(..)/, "$1-$2-$3") ?? "";
  const clock = time?.replace(/(..)(..)(..)/, "$1:$2:$3Z");
  const until = clock ? toLocal(new Date(`${date}T${clock}`), zone).slice(0, 10) : date;
  return { repeats: repeats as Repeats, until };
}

/** The exact end of an event's rule; null without an end, or if the choices cannot express the rule. */
export function untilPart(lines: string[] | null | undefined): string | null {
  const [, , day, time] = partsOf(lines ?? []);
  return day ? day + (time ? `T${time}Z` : "") : null;
}

/**
 * The form's values as RFC 5545 lines; null if the event does not repeat. `repeats` must not be
 * `OTHER`. `exactEnd` is the end of a rule whose last day was not edited.
 */
export function recurrenceLines(
  { repeats, until }: Recurrence,
  allDay: boolean,
  zone: string,
  exactEnd: string | null = null,
): string[] | null {
  if (repeats === "") return null;
  const rule = `RRULE:FREQ=${repeats}`;
  if (until === "") return [rule];
  if (exactEnd !== null) return [`${rule};UNTIL=${exactEnd}`];
  const end = readLocal(`${until}T23:59`, zone);
  // The end has the type of the start: a date, or a moment in UTC (RFC 5545, section 3.3.10).
  const moment = allDay || !("instant" in end)
    ? until
    : end.instant.toISOString().slice(0, 19) + "Z";
  return [`${rule};UNTIL=${moment.replace(/[-:]/g, "")}`];
}
