/**
 * The query and body of `calendar-connection`, beside the fields that every route takes.
 *
 * @module
 */
import * as z from "zod";

/** `PATCH`: makes the account the default one. */
export const defaultBody = z.strictObject({
  is_default: z.literal(true, { error: "must be true" }),
});

/** `DELETE`: one account, by default the default one, or all. */
export const disconnectQuery = z.strictObject({
  all: z.stringbool({ truthy: ["true"], falsy: ["false"], error: "must be true or false" })
    .default(false),
});
