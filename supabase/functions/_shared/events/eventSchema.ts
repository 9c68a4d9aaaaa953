/**
 * The bodies that create and change an event. Both accept an event as it was read, nulls included.
 * Unknown keys are refused, never ignored: a misspelt field must not be lost.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import * as z from "zod";
import type { Problem } from "../errors.ts";
import {
  calendarId,
  etag,
  eventFields,
  idempotencyKey,
  type Reminders,
  scope,
  sendUpdates,
  text,
  timeFields,
} from "./eventFields.ts";
import { type EventTimes, halfTimes, readTimes } from "../time/eventTime.ts";
import { type CheckedFields, checkFields, type GivenFields } from "./checkFields.ts";
import { newGuests } from "./guests.ts";
import { anyFields, askedGuest, readOnlyFields } from "./readFields.ts";

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

/** Only an event that was read may say which type it has. */
const anyType = z.string({ error: "must be a string" }).nullish();

/** The three-field form, and all that may stand beside it. Null: as if it were left out. */
export const createEventFields = z.strictObject({
  // Null is an event without a title, as it was read; a form that forgot its title has no field.
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

/** A checked body to create an event by; what was read and cannot be written is left out. */
export interface CreateEventBody {
  summary?: string;
  description?: string;
  location?: string;
  recurrence?: string[];
  /** As Google stores them. */
  attendees?: calendar_v3.Schema$EventAttendee[];
  reminders?: Reminders;
  conference?: "google_meet";
  visibility?: string;
  transparency?: string;
  color_id?: string;
  resource_id?: string;
  /** What Google gets. */
  when: EventTimes;
  send_updates?: "all" | "external_only" | "none";
  calendar_id: string;
  idempotency_key?: string;
}

export const createEventBody = createEventFields.transform((body, context): CreateEventBody => {
  const problems: Problem[] = [];
  // A blank title is an oversight, unless the event was read with it.
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
  return {
    summary: body.summary ?? undefined,
    description: body.description ?? undefined,
    location: body.location ?? undefined,
    recurrence: body.recurrence?.length ? body.recurrence : undefined,
    attendees: list?.guests,
    reminders: body.reminders ?? undefined,
    conference: body.conference ?? undefined,
    visibility: body.visibility ?? undefined,
    transparency: body.transparency ?? undefined,
    color_id: body.color_id ?? undefined,
    resource_id: body.resource_id ?? undefined,
    when: when as EventTimes,
    send_updates: body.send_updates,
    calendar_id: body.calendar_id ?? "primary",
    idempotency_key: body.idempotency_key,
  };
});

/** Absent: unchanged. Null: cleared. Start and end come together; attendees says who is invited. */
export const changeEventFields = z.strictObject({
  ...anyFields,
  ...timeFields,
  conference: eventFields.conference.nullish(),
  send_updates: sendUpdates.optional(),
  calendar_id: calendarId.nullish(),
  if_match: etag.optional(),
  scope: scope.optional(),
  event_type: anyType,
  ...readOnlyFields,
});

/** A checked change, as it is sent. Absent: unchanged. Null: cleared. */
export interface ChangeEventBody extends CheckedFields {
  /** All guests, as Google stores them. */
  attendees?: calendar_v3.Schema$EventAttendee[];
  conference?: "google_meet" | null;
  send_updates?: "all" | "external_only" | "none";
  calendar_id: string;
  if_match?: string;
}

/** A change as it was asked for, and as far as it can be checked without the event. */
export interface ChangeRequest extends ChangeEventBody {
  /** All that was given of an event. */
  given: GivenFields;
  /** An occurrence and all later ones. */
  scope?: "following";
  /** What is wrong with it, unless it is as it was read. */
  problems: Problem[];
}

export const changeEventBody = changeEventFields.transform(
  (
    { conference, send_updates, calendar_id, if_match, scope, ...given },
    context,
  ): ChangeRequest => {
    // Whatever the event is, half of a start and end is none.
    const halves = halfTimes(given);
    for (const { path, message } of halves) {
      context.issues.push({ code: "custom", path: [path], message, input: given });
    }
    if (halves.length > 0) return z.NEVER;
    const { fields, problems } = checkFields(given);
    return {
      ...fields,
      conference,
      send_updates,
      calendar_id: calendar_id ?? "primary",
      if_match,
      scope,
      given,
      problems,
    };
  },
);
