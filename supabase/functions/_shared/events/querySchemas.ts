/**
 * Query-string schemas. An unknown parameter is refused, and so is a parameter that is given twice but
 * can be given only once.
 *
 * @module
 */
import * as z from "zod";
import {
  calendarId,
  etag,
  eventType,
  resourceId,
  scope,
  sendUpdates,
  text,
} from "./eventFields.ts";
import { readInstant } from "../time/instants.ts";
import { canonicalTimeZone } from "../time/timeZones.ts";
import { ifValid } from "../http/validation.ts";

/** An instant. The output has seconds and an offset, as Google requires. */
const instant = z.string().transform((value, context) => {
  const read = readInstant(value);
  if ("instant" in read) return read.instant;
  context.issues.push({ code: "custom", message: read.problem, input: value });
  return z.NEVER;
}).pipe(z.string());

/** A time zone. The output is the name in IANA's own case. */
const timeZone = z.string().transform((value, context) => {
  const name = canonicalTimeZone(value);
  if (name !== undefined) return name;
  context.issues.push({
    code: "custom",
    message: "is not an IANA time zone such as Europe/Berlin",
    input: value,
  });
  return z.NEVER;
}).pipe(z.string());

function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.string().regex(/^\d{1,9}$/, message).transform(Number)
    .pipe(z.int().min(min, message).max(max, message));
}

const flag = z.enum(["true", "false"], { error: "must be true or false" })
  .transform((value) => value === "true").pipe(z.boolean());

function inOrder<T extends { time_min?: string; time_max?: string }>({ time_min, time_max }: T) {
  return !time_min || !time_max || Date.parse(time_max) > Date.parse(time_min);
}
const BOTH_TIMES = ifValid("time_min", "time_max");
const ORDER = { message: "must be after time_min", path: ["time_max"], ...BOTH_TIMES };

/** `GET calendar-events`: a page has 50 events by default, and at most 250. */
export const listQuery = z.strictObject({
  time_min: instant.optional(),
  time_max: instant.optional(),
  q: text(1024).optional(),
  resource_id: resourceId.optional(),
  calendar_id: calendarId.default("primary"),
  event_type: z.array(eventType).max(20, "must be at most 20").optional(),
  single_events: flag.default(true),
  limit: wholeNumber(1, 250).default(50),
  page_token: text(2048).optional(),
}).refine(inOrder, ORDER);

/** `GET` and `PATCH` of one event. */
export const eventQuery = z.strictObject({ calendar_id: calendarId.default("primary") });

/** `DELETE` of one event. */
export const removeQuery = z.strictObject({
  calendar_id: calendarId.default("primary"),
  send_updates: sendUpdates.optional(),
  if_match: etag.optional(),
  scope: scope.optional(),
});

/** The longest span of a search for free time, in days. Google is asked for parts of it. */
export const MAX_SPAN_DAYS = 366;

/** `GET find-free-time`. */
export const freeTimeQuery = z.strictObject({
  time_min: instant,
  time_max: instant,
  // Google's own limit of calendars in one query.
  calendar_id: z.array(calendarId).max(50, "must be at most 50").default(["primary"]),
  minimum_minutes: wholeNumber(1, MAX_SPAN_DAYS * 24 * 60).optional(),
  time_zone: timeZone.default("UTC"),
  source: z.enum(["google", "mirror"], { error: "must be google or mirror" }).default("google"),
}).refine(inOrder, ORDER).refine(
  ({ time_min, time_max }) =>
    Date.parse(time_max) - Date.parse(time_min) <= MAX_SPAN_DAYS * 86_400_000,
  {
    message: `must be at most ${MAX_SPAN_DAYS} days after time_min`,
    path: ["time_max"],
    ...BOTH_TIMES,
  },
);
