/**
 * The fields of an event that can be written, each with its own rule. What Google judges itself
 * (addresses, lengths, colours, rules of repetition) is checked only as far as it cannot be right.
 *
 * @module
 */
import * as z from "zod";
import { EVENT_TYPES, type EventType } from "./eventWords.ts";

/** Text that Postgres, JSON and Google all take: no NUL, no half of a surrogate pair. */
export function text(maxLength?: number) {
  const any = z.string({ error: "must be a string" });
  const short = maxLength === undefined
    ? any
    : any.max(maxLength, `must be at most ${maxLength} characters`);
  return short.refine(
    (value) => !value.includes("\0") && value.isWellFormed(),
    "holds an invalid character",
  );
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

/** This occurrence and all later ones, instead of this one alone. */
export const scope = oneOf(["following"]);

export const etag = z.string({ error: "must be a string" }).regex(
  /^(W\/)?"[\x21\x23-\x7e]{1,255}"$/,
  "must be an etag as an event has it, quotes included",
);

const RECURRENCE_LINE = /^(rrule|exrule|rdate|exdate)[:;][^\r\n]+$/i;

/** RFC 5545 lines, names in any case. When the event starts and ends stands elsewhere, so not in here. */
const recurrenceLine = text().refine(
  (line) => RECURRENCE_LINE.test(line),
  "must be an RRULE, EXRULE, RDATE or EXDATE line of RFC 5545; DTSTART and DTEND have fields of their own",
).meta({ pattern: "^[A-Za-z]+[:;][^\\r\\n]+$" }).transform(canonicalLine);

/** Names in upper case. Of a rule everything is a name; a date may name a zone, whose case is kept. */
function canonicalLine(line: string): string {
  const [name] = line.split(/[:;]/, 1);
  return /^(rrule|exrule)$/i.test(name)
    ? line.toUpperCase()
    : name.toUpperCase() + line.slice(name.length);
}

const ADDRESS = /^(?:"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])+"|[^\s\p{Cc}]+)@[^\s@\p{Cc}]+$/u;

/** What can be an e-mail address (RFC 5321, section 4.5.3.1: 64 and 255 characters around the @). */
export const address = text(320).refine(
  (value) => ADDRESS.test(value),
  "must be an e-mail address",
).meta({ pattern: "^[^\\x00-\\x1f]+@[^\\s@]+$" });

const reminder = z.strictObject({
  method: oneOf(["email", "popup"]),
  // Four weeks: Google's own limit, and so is the number of overrides.
  minutes: z.int({ error: "must be a whole number" }).min(0, "must be 0 to 40320").max(
    40_320,
    "must be 0 to 40320",
  ),
});

/** Null instead of true or false: as the overrides say. */
const reminders = z.strictObject({
  use_default: z.boolean({ error: "must be true or false" }).nullable(),
  overrides: z.array(reminder).max(5, "must be at most 5").nullish(),
}).refine(
  ({ use_default, overrides }) => !use_default || !overrides?.length,
  { message: "cannot stand beside use_default: true", path: ["overrides"] },
).transform(({ use_default, overrides }) => ({
  use_default: use_default ?? !overrides?.length,
  overrides: overrides ?? [],
}));

/** An event's own reminders, or the calendar's default ones. */
export type Reminders = z.output<typeof reminders>;

/** How many guests Google takes. */
export const MAX_GUESTS = 200;

/** The fields that are the same in every event, timed or all-day, but for its title and guests. */
export const eventFields = {
  description: text(),
  location: text(),
  recurrence: z.array(recurrenceLine),
  reminders,
  conference: oneOf(["google_meet"]),
  visibility: oneOf(["default", "public", "private", "confidential"]),
  transparency: oneOf(["opaque", "transparent"]),
  color_id: text(64).min(1, "must not be empty"),
  resource_id: resourceId,
};

const dateTime = z.string({ error: "must be an RFC 3339 date-time" }).nullish();
const date = z.string({ error: "must be a date" }).nullish();
const zone = z.string({ error: "must be an IANA time zone" }).nullish();

/** When: either timed or all-day, which `readTimes` decides. */
export const timeFields = {
  start_datetime: dateTime,
  end_datetime: dateTime,
  time_zone: zone,
  end_time_zone: zone,
  start_date: date,
  end_date: date,
};
