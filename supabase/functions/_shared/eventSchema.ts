/**
 * The bodies that create and change an event. Unknown keys are refused, never ignored: a misspelt
 * field must not be lost.
 *
 * @module
 */
import { z } from "zod";
import {
  calendarId,
  etag,
  eventFields,
  idempotencyKey,
  sendUpdates,
  timeFields,
} from "./eventFields.ts";
import { readTimes } from "./eventTime.ts";

const { summary, ...optionalFields } = eventFields;

/** The three-field form, and all that may stand beside it. */
export const createEventFields = z.strictObject({
  summary,
  ...timeFields,
  ...z.object(optionalFields).partial().shape,
  send_updates: sendUpdates.optional(),
  calendar_id: calendarId.default("primary"),
  idempotency_key: idempotencyKey.optional(),
});

export const createEventBody = createEventFields.transform((body, context) => {
  const when = readTimes(body);
  if (!("problems" in when)) return { ...body, when };
  for (const { path, message } of when.problems) {
    context.issues.push({ code: "custom", path: [path], message, input: body });
  }
  return z.NEVER;
});

/** A checked body; `when` is what Google gets. */
export type CreateEventBody = z.output<typeof createEventBody>;

/** Absent: unchanged. Null: cleared. Start and end come together; attendees replaces them all. */
export const changeEventFields = z.strictObject({
  summary: summary.optional(),
  ...timeFields,
  ...Object.fromEntries(
    Object.entries(optionalFields).map(([name, field]) => [name, field.nullish()]),
  ) as {
    [K in keyof typeof optionalFields]: z.ZodOptional<z.ZodNullable<typeof optionalFields[K]>>;
  },
  send_updates: sendUpdates.optional(),
  calendar_id: calendarId.default("primary"),
  if_match: etag.optional(),
});

const TIME_FIELDS = Object.keys(timeFields) as (keyof typeof timeFields)[];

export const changeEventBody = changeEventFields.transform((body, context) => {
  if (TIME_FIELDS.every((field) => body[field] === undefined)) return { ...body, when: undefined };
  // A series that is there already has its zone; one that is given anew needs it.
  const when = readTimes({ ...body, recurrence: body.recurrence ?? undefined });
  if (!("problems" in when)) return { ...body, when };
  for (const { path, message } of when.problems) {
    context.issues.push({ code: "custom", path: [path], message, input: body });
  }
  return z.NEVER;
});

/** A checked change; `when` is undefined where start and end stay. */
export type ChangeEventBody = z.output<typeof changeEventBody>;
