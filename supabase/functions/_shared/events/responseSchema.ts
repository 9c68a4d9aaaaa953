/**
 * The body that answers an invitation.
 *
 * @module
 */
import * as z from "zod";
import { calendarId, etag, sendUpdates, text } from "./eventFields.ts";

/** What a guest can answer, and Google's word for it. */
export const RESPONSES = {
  accepted: "accepted",
  declined: "declined",
  tentative: "tentative",
  needs_action: "needsAction",
} as const;

export const responseBody = z.strictObject({
  response_status: z.enum(Object.keys(RESPONSES) as (keyof typeof RESPONSES)[], {
    error: `must be one of ${Object.keys(RESPONSES).join(", ")}`,
  }),
  // Google's own limit is not documented; a guest's note to the organizer is short.
  comment: text(1024).nullish(),
  send_updates: sendUpdates.optional(),
  calendar_id: calendarId.default("primary"),
  if_match: etag.optional(),
});

/** A checked answer. A comment that is left out stays; null clears it. */
export type ResponseBody = z.output<typeof responseBody>;
