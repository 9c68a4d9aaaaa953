/**
 * The query and body of `calendar-connection`.
 *
 * @module
 */
import * as z from "zod";

const accountId = z.uuid("must be an account's id");

export const connectionQuery = z.strictObject({ account_id: accountId.optional() });

export const defaultBody = z.strictObject({
  account_id: accountId,
  is_default: z.literal(true, { error: "must be true" }),
});

/** One account, by default the default one, or all. */
export const disconnectQuery = z.strictObject({
  account_id: accountId.optional(),
  all: z.stringbool({ truthy: ["true"], falsy: ["false"], error: "must be true or false" })
    .default(false),
}).refine(({ account_id, all }) => !all || account_id === undefined, {
  message: "cannot stand beside account_id",
  path: ["all"],
});
