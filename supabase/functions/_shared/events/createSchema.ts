/**
 * The body that creates an event. It accepts an event as it was read, nulls included. Unknown keys are
 * refused, never ignored: a misspelt field must not be lost.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import * as z from "zod";
import type { Problem } from "../errors.ts";
import { CONTENT_FIELDS, DISPLAY_FIELDS, each, type PlainName } from "../google/plainFields.ts";
import { type EventTimes, readTimes } from "../time/eventTime.ts";
import {
  calendarId,
  eventFields,
  idempotencyKey,
  sendUpdates,
  text,
  timeFields,
} from "./eventFields.ts";
import { newGuests } from "./guests.ts";
import { anyType, askedGuest, readOnlyFields } from "./readFields.ts";

type Nullish<T extends Record<string, z.ZodType>> = {
  [K in keyof T]: z.ZodOptional<z.ZodNullable<T[K]>>;
};

/** The same fields, each of which may be null or left out. */
function nullish<T extends Record<string, z.ZodType>>(fields: T): Nullish<T> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, field.nullish()]),
  ) as Nullish<T>;
}

function withoutNulls<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null),
  ) as Partial<T>;
}

/** The three-field form, and all optional fields. Null means absence. */
export const createEventFields = z.strictObject({
  // An event that was read without a title has null. A form that forgot the title has no field.
  summary: text().nullable(),
  ...timeFields,
  ...nullish(eventFields),
  attendees: z.array(askedGuest).nullish(),
  send_updates: sendUpdates.optional(),
  calendar_id: calendarId.nullish(),
  idempotency_key: idempotencyKey.optional(),
  event_type: anyType.refine(
    (type) => type == null || type === "default",
    "must be default: events of other types cannot be created here",
  ),
  ...readOnlyFields,
});

/** A checked body that creates an event, without the fields that cannot be written. */
export interface CreateEventBody extends Partial<z.output<z.ZodObject<typeof eventFields>>> {
  summary?: string;
  /** As Google stores them. */
  attendees?: calendar_v3.Schema$EventAttendee[];
  /** What Google gets. */
  when: EventTimes;
  send_updates?: "all" | "external_only" | "none";
  calendar_id: string;
  idempotency_key?: string;
}

export const createEventBody = createEventFields.transform((body, context): CreateEventBody => {
  const problems: Problem[] = [];
  // A blank title is a mistake, unless the event was read with it.
  if (body.summary?.trim() === "" && body.id == null) {
    problems.push({ path: "summary", message: "must not be empty" });
  }
  const when = readTimes(withoutNulls(body));
  if ("problems" in when) problems.push(...when.problems);
  const list = body.attendees?.length ? newGuests(body.attendees) : undefined;
  problems.push(...list?.problems ?? []);
  for (const { path, message } of problems) {
    context.issues.push({ code: "custom", path: path.split("."), message, input: body });
  }
  if (problems.length > 0) return z.NEVER;
  const given = (name: PlainName) => body[name] ?? undefined;
  // The order of the names is a part of the request's fingerprint: add a new name at the end.
  return {
    summary: body.summary ?? undefined,
    ...each(CONTENT_FIELDS, given) as Pick<CreateEventBody, keyof typeof CONTENT_FIELDS>,
    recurrence: body.recurrence?.length ? body.recurrence : undefined,
    attendees: list?.guests,
    reminders: body.reminders ?? undefined,
    conference: body.conference ?? undefined,
    ...each(DISPLAY_FIELDS, given) as Pick<CreateEventBody, keyof typeof DISPLAY_FIELDS>,
    resource_id: body.resource_id ?? undefined,
    when: when as EventTimes,
    send_updates: body.send_updates,
    calendar_id: body.calendar_id ?? "primary",
    idempotency_key: body.idempotency_key,
  };
});
