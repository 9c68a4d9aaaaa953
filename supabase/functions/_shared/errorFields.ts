/**
 * Answer schemas: every failure's body, except its `code`. The functions take types from
 * these schemas and load nothing of this file. `openapi.json` is made from them.
 *
 * @module
 */
import * as z from "zod";

/** What is wrong with one field or parameter. */
const problem = z.strictObject({
  path: z.string().describe("The field or parameter; attendees.0.email for what is inside one."),
  message: z.string(),
});

export const errorFields = {
  message: z.string().describe("For the person at the screen."),
  details: z.union([
    z.array(problem),
    z.strictObject({ reason: z.string().nullable(), message: z.string().nullable().optional() }),
    z.null(),
  ]).describe(
    "invalid_request: one entry per problem. reconnect_required: the reason, as in Connection. " +
      "google_rejected_event and google_permission_denied: Google's reason, and its message. " +
      "invalid_json: body_incomplete, if the body took too long to arrive or was cut off.",
  ),
  hint: z.string().nullable().describe("For the programmer."),
  request_id: z.string().describe("As in the x-request-id header."),
};

export type Problem = z.output<typeof problem>;
/** A failure's body but for its code. */
export type ErrorFields = z.output<z.ZodObject<typeof errorFields>>;
