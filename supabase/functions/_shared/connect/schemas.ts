/**
 * Body schemas: starting a connection, and confirming one.
 *
 * @module
 */
import * as z from "zod";
import { webSettings } from "../env.ts";
import { returnAddress } from "./returnAddress.ts";

/** `POST oauth-initiate`. Its output has `return_to` as a whole address. */
export const initiateBody = z.strictObject({
  return_to: z.string({ error: "must be a string" }).transform((value, context) => {
    const address = returnAddress(value, webSettings());
    if (address !== undefined) return address;
    context.issues.push({
      code: "custom",
      message: "must be a path in the web app, or an address of an allowed origin",
      input: value,
    });
    return z.NEVER;
  }).optional(),
  choose_account: z.boolean({ error: "must be true or false" }).optional(),
  add_account: z.boolean({ error: "must be true or false" }).optional(),
  account_id: z.uuid("must be an account's id").optional(),
}).refine(({ add_account, account_id }) => !add_account || account_id === undefined, {
  message: "cannot stand beside account_id, which names the account to replace",
  path: ["add_account"],
});

/** `POST oauth-callback/pending` and `/confirm`. */
export const confirmationBody = z.strictObject({
  confirmation: z.string({ error: "must be a string" }).max(128, "is too long"),
});
