/**
 * The body that answers an invitation.
 *
 * @module
 */
import * as z from "zod";
import { calendarId, etag, sendUpdates, text } from "./eventFields.ts";
import type { ResponseStatus } from "./eventWords.ts";

/** What a guest can answer. */
const RESPONSES = [
  "accepted",
  "declined",
  "tentative",
  "needs_action",
] as const satisfies ResponseStatus[];

export const responseBody = z.strictObject({
  response_status: z.enum(RESPONSES, { error: `must be one of ${RESPONSES.join(", ")}` }),
  // Google documents no limit of its own. A guest's note to the organizer is short.
  comment: text(1024).nullish(),
  send_updates: sendUpdates.optional(),
  calendar_id: calendarId.default("primary"),
  if_match: etag.optional(),
});

/** A checked answer. An absent comment stays as it is; null clears it. */
export type ResponseBody = z.output<typeof responseBody>;
