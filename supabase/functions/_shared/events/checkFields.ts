/**
 * Checks the fields of a change. A field that fails may still be as it was read, so what is wrong is
 * told and not thrown.
 *
 * @module
 */
import type * as z from "zod";
import type { Problem } from "../errors.ts";
import { eventFields, type Reminders, text, timeFields } from "./eventFields.ts";
import { type EventTimes, readTimes, type TimesInput } from "../time/eventTime.ts";
import type { anyFields, AskedGuest, readOnlyFields } from "./readFields.ts";

type Values<T extends z.core.$ZodShape> = z.output<z.ZodObject<T>>;

/** What a caller gives of an event, in any form that it can be read in. */
export type GivenFields =
  & Values<typeof anyFields>
  & Values<typeof timeFields>
  & Values<typeof readOnlyFields>
  & { event_type?: string | null; attendees?: AskedGuest[] | null };

/** The fields that passed, as they are sent. Absent: unchanged. Null: cleared. */
export interface CheckedFields {
  summary?: string | null;
  description?: string | null;
  location?: string | null;
  recurrence?: string[] | null;
  reminders?: Reminders | null;
  visibility?: string | null;
  transparency?: string | null;
  color_id?: string | null;
  resource_id?: string | null;
  /** Undefined if start and end stay. */
  when?: EventTimes;
}

const { conference: _, ...fields } = eventFields;
const CHECKS = {
  summary: text().refine((value) => value.trim() !== "", "must not be empty"),
  ...fields,
};
export const TIME_FIELDS = Object.keys(timeFields) as (keyof typeof timeFields)[];

/** Every field but the guests, who cannot be told without the stored ones. */
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

/** What is given of start and end. Undefined if nothing is. Null alone is a problem: an event has a start. */
function timesOf(given: GivenFields): TimesInput | undefined {
  if (TIME_FIELDS.every((name) => given[name] === undefined)) return undefined;
  return { ...given, recurrence: given.recurrence };
}
