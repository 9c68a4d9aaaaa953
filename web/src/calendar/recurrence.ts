/**
 * Converts between the form's repetition and the lines of RFC 5545.
 *
 * @module
 */
import { readLocal, toLocal } from "../google-calendar/index.ts";

/** The choices. Each but the first and the last is a frequency of RFC 5545. */
export const REPEATS = ["", "DAILY", "WEEKLY", "MONTHLY", "YEARLY", "OTHER"] as const;

/** One of the choices: empty for no repetition, `OTHER` for a rule that the form cannot express. */
export type Repeats = typeof REPEATS[number];

/** The days of a week as RFC 5545 names them, Monday first. */
export const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** The form's values of a repetition. All but `repeats` are texts, as fields have them. */
export interface Recurrence {
  repeats: Repeats;
  /** Every how many days, weeks, months or years: `1` or more. */
  interval: string;
  /** Of a weekly rule: names of days with commas between; empty for the day of the start. */
  days: string;
  /** The last possible day, `YYYY-MM-DD`; empty if the rule has none. */
  until: string;
  /** How often in all; empty if the rule does not say. A rule has this or `until`. */
  count: string;
  /** The first day of a week, where a rule names it. The form keeps it. */
  weekStart: string;
}

/** The values of an event that does not repeat. */
export const NO_REPETITION: Recurrence = {
  ...{ repeats: "", interval: "1", days: "", until: "", count: "", weekStart: "" },
};

/** The parts of a rule that the form can express. */
const PARTS: Record<string, RegExp> = {
  FREQ: /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^[1-9]\d{0,2}$/,
  BYDAY: /^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$/,
  UNTIL: /^\d{8}(T\d{6}Z)?$/,
  COUNT: /^[1-9]\d{0,3}$/,
  WKST: /^(MO|TU|WE|TH|FR|SA|SU)$/,
};

/** The parts of a rule by name; null if the form cannot express the recurrence. */
function partsOf([line, ...others]: string[]): Map<string, string> | null {
  if (others.length > 0 || !line?.startsWith("RRULE:")) return null;
  const pairs = line.slice("RRULE:".length).split(";").map((part) => part.split("="));
  const parts = new Map(pairs.map(([name = "", value = ""]) => [name, value]));
  const isKnown = pairs.every(([name = "", value = ""]) => PARTS[name]?.test(value));
  const isOdd = parts.size < pairs.length || !parts.has("FREQ") ||
    (parts.has("UNTIL") && parts.has("COUNT")) ||
    (parts.has("BYDAY") && parts.get("FREQ") !== "WEEKLY");
  return isKnown && !isOdd ? parts : null;
}

/** The form's values for an event's rule. The last day is the day in `zone`. */
export function readRecurrence(lines: string[] | null, zone: string): Recurrence {
  if (!lines?.length) return NO_REPETITION;
  const parts = partsOf(lines);
  if (!parts) return { ...NO_REPETITION, repeats: "OTHER" };
  return {
    repeats: parts.get("FREQ") as Repeats,
    interval: parts.get("INTERVAL") ?? "1",
    days: inOrder(parts.get("BYDAY")?.split(",") ?? []),
    until: dayOf(parts.get("UNTIL") ?? "", zone),
    count: parts.get("COUNT") ?? "",
    weekStart: parts.get("WKST") ?? "",
  };
}

function dayOf(until: string, zone: string): string {
  const [, day = "", time] = /^(\d{8})(?:T(\d{6})Z)?$/.exec(until) ?? [];
  const date = day.replace(/(....)(..)(..)/, "$1-$2-$3");
  const clock = time?.replace(/(..)(..)(..)/, "$1:$2:$3Z");
  return clock ? toLocal(new Date(`${date}T${clock}`), zone).slice(0, 10) : date;
}

function inOrder(days: string[]): string {
  return WEEKDAYS.filter((day) => days.includes(day)).join(",");
}

/** The day of the week of a date or a local time, as RFC 5545 names it. */
export function weekdayOf(local: string): string {
  const day = new Date(`${local.slice(0, 10)}T00:00Z`).getUTCDay();
  return WEEKDAYS[(day + 6) % 7] ?? "";
}

/** The days that a weekly rule names, or the day of the start. */
export function daysOf({ days }: Pick<Recurrence, "days">, start: string): string[] {
  return days ? days.split(",") : [weekdayOf(start)];
}

/** `days` with one more or one less. The last one stays. */
export function toggleDay(days: string, day: string, start: string): string {
  const before = daysOf({ days }, start);
  const after = before.includes(day) ? before.filter((one) => one !== day) : [...before, day];
  return inOrder(after.length > 0 ? after : before);
}

/** The exact end of an event's rule; null without an end, or if the form cannot express the rule. */
export function untilPart(lines: string[] | null | undefined): string | null {
  return partsOf(lines ?? [])?.get("UNTIL") ?? null;
}

/**
 * The form's values as RFC 5545 lines; null if the event does not repeat. `repeats` must not be
 * `OTHER`. `exactEnd` is the end of a rule whose last day was not edited.
 */
export function recurrenceLines(
  { repeats, interval, days, until, count, weekStart }: Recurrence,
  allDay: boolean,
  zone: string,
  exactEnd: string | null = null,
): string[] | null {
  if (repeats === "") return null;
  const parts = [
    `FREQ=${repeats}`,
    Number(interval) > 1 && `INTERVAL=${Number(interval)}`,
    repeats === "WEEKLY" && days && `BYDAY=${days}`,
    until ? `UNTIL=${exactEnd ?? untilOf(until, allDay, zone)}` : count && `COUNT=${Number(count)}`,
    weekStart && `WKST=${weekStart}`,
  ];
  return [`RRULE:${parts.filter(Boolean).join(";")}`];
}

function untilOf(until: string, allDay: boolean, zone: string): string {
  const end = readLocal(`${until}T23:59`, zone);
  // The end has the type of the start: a date, or a moment in UTC (RFC 5545, section 3.3.10).
  const moment = allDay || !("instant" in end)
    ? until
    : end.instant.toISOString().slice(0, 19) + "Z";
  return moment.replace(/[-:]/g, "");
}
