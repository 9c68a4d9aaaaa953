/**
 * The body of `create-calendar-event`. Unknown keys are refused, never ignored: a misspelt field must
 * not be lost.
 *
 * @module
 */
import { z } from "zod";
import { readTimes } from "./eventTime.ts";

/** Text that Postgres, JSON and Google all take: no NUL, no half of a surrogate pair. */
function text(maxLength: number) {
  return z.string({ error: "must be a string" })
    .max(maxLength, `must be at most ${maxLength} characters`)
    .refine((value) => !value.includes("\0") && value.isWellFormed(), "holds an invalid character");
}

/** 1 to 255 visible ASCII characters. */
export const idempotencyKey = z.string({ error: "must be a string" }).regex(
  /^[\x21-\x7e]{1,255}$/,
  "must be 1 to 255 visible ASCII characters",
);

const dateTime = z.string({ error: "must be an RFC 3339 date-time" });

/** The three-field form, and what may stand beside it. */
export const createEventBody = z.strictObject({
  summary: text(1024).refine((value) => value.trim() !== "", "must not be empty"),
  // Google's own limit.
  description: text(8192).optional(),
  location: text(1024).optional(),
  start_datetime: dateTime,
  end_datetime: dateTime,
  time_zone: z.string({ error: "must be an IANA time zone" }).optional(),
  resource_id: z.uuid("must be a resource's id").optional(),
  idempotency_key: idempotencyKey.optional(),
}).transform((body, context) => {
  const times = readTimes(body);
  if (!("problems" in times)) return { ...body, ...times };
  for (const { path, message } of times.problems) {
    context.issues.push({ code: "custom", path: [path], message, input: body });
  }
  return z.NEVER;
});

/** A checked body; `start` and `end` are what Google gets. */
export type CreateEventBody = z.output<typeof createEventBody>;
