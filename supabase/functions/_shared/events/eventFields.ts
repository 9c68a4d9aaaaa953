/**
 * The writable fields of an event, each with its own rule. What Google validates itself (addresses,
 * lengths, colours, recurrence rules) is refused here only if it is certainly wrong.
 *
 * @module
 */
import * as z from "zod";
import { CONTENT_FIELDS, DISPLAY_FIELDS, each, type PlainField } from "../google/plainFields.ts";
import { EVENT_TYPES, type EventType } from "./eventWords.ts";

/** Text that Postgres, JSON and Google all accept: without NUL and lone surrogates. */
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

/** Which occurrences a request means: this one and all later ones. By default only this one. */
export const scope = oneOf(["following"]);

export const etag = z.string({ error: "must be a string" }).regex(
  /^(W\/)?"[\x21\x23-\x7e]{1,255}"$/,
  "must be an etag as an event has it, quotes included",
);

const RECURRENCE_LINE = /^(rrule|exrule|rdate|exdate)[:;][^\r\n]+$/i;

/** A line of RFC 5545, with names in any case. Start and end have fields of their own. */
const recurrenceLine = text().refine(
  (line) => RECURRENCE_LINE.test(line),
  "must be an RRULE, EXRULE, RDATE or EXDATE line of RFC 5545; DTSTART and DTEND have fields of their own",
).meta({ pattern: "^[A-Za-z]+[:;][^\\r\\n]+$" }).transform(canonicalLine);

/** The line with names in upper case. A rule has only names. A list of dates may name a zone, whose case is kept. */
function canonicalLine(line: string): string {
  const [name = ""] = line.split(/[:;]/, 1);
  return /^(rrule|exrule)$/i.test(name)
    ? line.toUpperCase()
    : name.toUpperCase() + line.slice(name.length);
}

const ADDRESS = /^(?:"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])+"|[^\s\p{Cc}]+)@[^\s@\p{Cc}]+$/u;

/** Text that can be an e-mail address (RFC 5321, section 4.5.3.1: 64 and 255 characters around the @). */
export const address = text(320).refine(
  (value) => ADDRESS.test(value),
  "must be an e-mail address",
).meta({ pattern: "^[^\\x00-\\x1f]+@[^\\s@]+$" });

const reminder = z.strictObject({
  method: oneOf(["email", "popup"]),
  // Four weeks is Google's own limit, and so is the number of overrides.
  minutes: z.int({ error: "must be a whole number" }).min(0, "must be 0 to 40320").max(
    40_320,
    "must be 0 to 40320",
  ),
});

/** A `use_default` of null means true if there are no overrides. */
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

/** How many guests Google accepts. */
export const MAX_GUESTS = 200;

type RuleOf<Field> = Field extends { values: infer Values extends readonly [string, ...string[]] }
  ? ReturnType<typeof oneOf<Values>>
  : ReturnType<typeof text>;

function ruleOf({ values, maxLength, notEmpty }: PlainField) {
  if (values !== undefined) return oneOf(values);
  return notEmpty ? text(maxLength).min(1, "must not be empty") : text(maxLength);
}

/** The rule of each plain field. */
function rulesOf<Fields extends Record<string, PlainField>>(
  fields: Fields,
): { [Name in keyof Fields]: RuleOf<Fields[Name]> } {
  return each(fields, (name) => ruleOf(fields[name])) as {
    [Name in keyof Fields]: RuleOf<Fields[Name]>;
  };
}

/** The writable fields of every event other than title, guests and times. */
export const eventFields = {
  ...rulesOf(CONTENT_FIELDS),
  recurrence: z.array(recurrenceLine),
  reminders,
  conference: oneOf(["google_meet"]),
  ...rulesOf(DISPLAY_FIELDS),
  resource_id: resourceId,
};

const dateTime = z.string({ error: "must be an RFC 3339 date-time" }).nullish();
const date = z.string({ error: "must be a date" }).nullish();
const zone = z.string({ error: "must be an IANA time zone" }).nullish();

/** Start and end: either timed or all-day, which `readTimes` decides. */
export const timeFields = {
  start_datetime: dateTime,
  end_datetime: dateTime,
  time_zone: zone,
  end_time_zone: zone,
  start_date: date,
  end_date: date,
};
