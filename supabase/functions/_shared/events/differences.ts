/**
 * Finds where a request differs from the event that it is about.
 *
 * @module
 */
import type { Problem } from "../errors.ts";
import { each, PLAIN_FIELDS, type PlainName } from "../google/plainFields.ts";
import type { CalendarEvent } from "./answers.ts";
import type { CheckedFields, GivenFields } from "./checkFields.ts";
import { readOnlyFields } from "./readFields.ts";
import { sameMoment, sameValue } from "./sameValue.ts";

type Reminders = NonNullable<GivenFields["reminders"]>;

/** An event's reminders in one form: their order has no meaning, and null means the calendar's default. */
function remindersOf(reminders: Reminders | null | undefined) {
  const overrides = reminders?.overrides ?? [];
  return {
    use_default: reminders?.use_default ?? overrides.length === 0,
    overrides: overrides.map(({ method, minutes }) => `${minutes} ${method}`).toSorted(),
  };
}

type Compared = Exclude<keyof CheckedFields, "when">;
type Comparison = (given: GivenFields, read: CalendarEvent) => boolean;
const sameText = (a?: string | null, b?: string | null) => (a ?? "") === (b ?? "");

/** Compares a plain field. A field that Google leaves out has its default. */
function plainComparison(name: PlainName): Comparison {
  const [byDefault = ""] = PLAIN_FIELDS[name].values ?? [];
  return (given, read) => (given[name] ?? byDefault) === (read[name] ?? byDefault);
}

/** For each field: true if the caller's value is what the event has. */
const IS_AS_READ: Record<Compared, Comparison> = {
  summary: (given, read) => sameText(given.summary, read.summary),
  recurrence: (given, read) => sameValue(given.recurrence ?? [], read.recurrence ?? []),
  reminders: (given, read) => sameValue(remindersOf(given.reminders), remindersOf(read.reminders)),
  resource_id: (given, read) => sameText(given.resource_id, read.resource_id),
  ...each(PLAIN_FIELDS, plainComparison),
};

/** The names of the given fields that differ from what was read, other than times and guests. */
export function differingFields(given: GivenFields, read: CalendarEvent): Compared[] {
  return (Object.keys(IS_AS_READ) as Compared[])
    .filter((name) => given[name] !== undefined && !IS_AS_READ[name](given, read));
}

/** The names of the fields that a change cannot set. */
export const READ_ONLY = [
  ...Object.keys(readOnlyFields),
  "event_type",
] as (keyof CalendarEvent & keyof GivenFields)[];

const MOMENTS = ["created_at", "updated_at", "original_start"];

/** A problem for each field that cannot be written and differs from what was read. */
export function readOnlyProblems(given: GivenFields, read: CalendarEvent): Problem[] {
  return READ_ONLY.filter((name) => {
    const [asked, has] = [given[name], read[name]];
    if (asked === undefined || sameValue(asked, has)) return false;
    // It describes one answer, not the event.
    if (name === "replayed") return false;
    // The meeting may have become ready since, which does not change the event's etag.
    if (name === "meeting" && given.meeting?.status === "pending") return read.meeting === null;
    return !(MOMENTS.includes(name) && sameMoment(asked as string, has as string));
  }).map((name) => ({
    path: name,
    message: name === "etag"
      ? "is not the event's: it was changed since, read it again"
      : "cannot be changed, and is not as the event has it",
  }));
}
