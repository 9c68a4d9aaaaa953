/**
 * The fields of an event, each with its own rule. Creating takes them, changing takes them and null.
 *
 * @module
 */
import { z } from "zod";
import { EVENT_TYPES, type EventType } from "./event.ts";

/** Text that Postgres, JSON and Google all take: no NUL, no half of a surrogate pair. */
export function text(maxLength: number) {
  return z.string({ error: "must be a string" })
    .max(maxLength, `must be at most ${maxLength} characters`)
    .refine((value) => !value.includes("\0") && value.isWellFormed(), "holds an invalid character");
}

function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: `must be one of ${values.join(", ")}` });
}

/** 1 to 255 visible ASCII characters. */
export const idempotencyKey = z.string({ error: "must be a string" }).regex(
  /^[\x21-\x7e]{1,255}$/,
  "must be 1 to 255 visible ASCII characters",
);

/** `primary`, or a calendar's id: an address. */
export const calendarId = z.string({ error: "must be a string" }).regex(
  /^[\x21-\x7e]{1,255}$/,
  "must be primary or a calendar's id",
);

export const resourceId = z.uuid("must be a resource's id");

/** https://developers.google.com/workspace/calendar/api/v3/reference/events/insert */
export const sendUpdates = oneOf(["all", "external_only", "none"]);

export const eventType = oneOf(Object.keys(EVENT_TYPES) as [EventType, ...EventType[]]);

export const etag = z.string({ error: "must be a string" }).regex(
  /^(W\/)?"[\x21\x23-\x7e]{1,255}"$/,
  "must be an etag as an event has it, quotes included",
);

const RECURRENCE_LINE = /^(RRULE|EXRULE|RDATE|EXDATE)[:;][^\r\n]+$/;

/** RFC 5545 lines. When the event starts and ends stands elsewhere, so not in here. */
const recurrenceLine = text(2048).refine(
  (line) => RECURRENCE_LINE.test(line) && !/DTSTART|DTEND/i.test(line),
  "must be an RRULE, EXRULE, RDATE or EXDATE line of RFC 5545, without DTSTART or DTEND",
).meta({ pattern: RECURRENCE_LINE.source });

const attendee = z.strictObject({
  email: z.email("must be an e-mail address"),
  optional: z.boolean({ error: "must be true or false" }).optional(),
  display_name: text(255).optional(),
});

const reminder = z.strictObject({
  method: oneOf(["email", "popup"]),
  // Four weeks: Google's own limit, and so is the number of overrides.
  minutes: z.int({ error: "must be a whole number" }).min(0, "must be 0 to 40320").max(
    40_320,
    "must be 0 to 40320",
  ),
});

const reminders = z.strictObject({
  use_default: z.boolean({ error: "must be true or false" }),
  overrides: z.array(reminder).max(5, "must be at most 5").optional(),
}).refine(
  ({ use_default, overrides }) => !use_default || !overrides?.length,
  { message: "cannot stand beside use_default: true", path: ["overrides"] },
);

/** The fields that are the same in every event, timed or all-day. */
export const eventFields = {
  summary: text(1024).refine((value) => value.trim() !== "", "must not be empty"),
  // Google's own limit.
  description: text(8192),
  location: text(1024),
  recurrence: z.array(recurrenceLine).min(1, "must not be empty").max(
    50,
    "must be at most 50 lines",
  ),
  attendees: z.array(attendee).max(200, "must be at most 200"),
  reminders,
  conference: oneOf(["google_meet"]),
  visibility: oneOf(["default", "public", "private", "confidential"]),
  transparency: oneOf(["opaque", "transparent"]),
  color_id: z.string({ error: "must be a string" }).regex(
    /^[A-Za-z0-9]{1,16}$/,
    "must be the id of a colour",
  ),
  resource_id: resourceId,
};

const dateTime = z.string({ error: "must be an RFC 3339 date-time" });
const date = z.string({ error: "must be a date" });

/** When: either timed or all-day, which `readTimes` decides. */
export const timeFields = {
  start_datetime: dateTime.optional(),
  end_datetime: dateTime.optional(),
  time_zone: z.string({ error: "must be an IANA time zone" }).optional(),
  start_date: date.optional(),
  end_date: date.optional(),
};
