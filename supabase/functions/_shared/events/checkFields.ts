/**
 * Checks the fields of a change. Problems are returned, not thrown, because a field with a problem is
 * accepted if it is as it was read.
 *
 * @module
 */
import type * as z from "zod";
import type { Problem } from "../errors.ts";
import { eventFields, text, timeFields } from "./eventFields.ts";
import { type EventTimes, readTimes, type TimesInput } from "../time/eventTime.ts";
import type { anyFields, AskedGuest, readOnlyFields } from "./readFields.ts";

type Values<T extends z.core.$ZodShape> = z.output<z.ZodObject<T>>;

/** What a caller gives of an event, in any form in which an event can be read. */
export type GivenFields =
  & Values<typeof anyFields>
  & Values<typeof timeFields>
  & Values<typeof readOnlyFields>
  & { event_type?: string | null; attendees?: AskedGuest[] | null };

const { conference: _, ...fields } = eventFields;
const CHECKS = {
  summary: text().refine((value) => value.trim() !== "", "must not be empty"),
  ...fields,
};

/** The fields that passed, as they are sent. Absent: unchanged. Null: cleared. */
export type CheckedFields =
  & { [Name in keyof typeof CHECKS]?: z.output<typeof CHECKS[Name]> | null }
  & {
    /** Undefined if start and end stay. */
    when?: EventTimes;
  };

export const TIME_FIELDS = Object.keys(timeFields) as (keyof typeof timeFields)[];

/** Checks every field except the guests, which depend on the stored ones. */
export function checkFields(
  given: GivenFields,
  options?: { mayBeEmpty: boolean },
): { fields: CheckedFields; problems: Problem[] } {
  const checked: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [name, schema] of Object.entries(CHECKS) as [keyof typeof CHECKS, z.ZodType][]) {
    if (given[name] === undefined) continue;
    const result = schema.nullable().safeParse(given[name]);
    if (result.success) checked[name] = result.data;
    for (const { path, message } of result.error?.issues ?? []) {
      problems.push({ path: [name, ...path].join("."), message });
    }
  }
  const times = timesOf(given);
  const when = times && readTimes(times, options);
  if (when && "problems" in when) problems.push(...when.problems);
  return {
    fields: { ...checked, ...when && "start" in when ? { when } : {} },
    problems,
  };
}

/** What is given of start and end. Undefined if nothing is given. Null alone is a problem, because an event has a start. */
function timesOf(given: GivenFields): TimesInput | undefined {
  if (TIME_FIELDS.every((name) => given[name] === undefined)) return undefined;
  return { ...given, recurrence: given.recurrence };
}
