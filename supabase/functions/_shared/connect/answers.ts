/**
 * Answer schemas: connecting a calendar. The functions take types from
 * these schemas and load nothing of this file. `openapi.json` is made from them.
 *
 * @module
 */
import * as z from "zod";

const dateTime = z.string().meta({ format: "date-time" });

/** Where a connection begins. Times are ISO 8601. */
export const signInStart = z.strictObject({
  authorization_url: z.string().meta({ format: "uri" }).describe("Open it in the browser."),
  expires_at: dateTime.describe("Until when the person can come back from Google."),
});

/** What the user is asked to confirm. */
export const pendingConnection = z.strictObject({
  google_email: z.string().nullable(),
  scopes: z.array(z.string()),
  expires_at: dateTime,
  return_to: z.string().meta({ format: "uri" })
    .describe(
      "Where the person goes on to after the answer: the whole address that `oauth-initiate` was given.",
    ),
});

/** What the page that Google leads back to is told. */
export const callbackError = z.enum([
  "access_denied",
  "state_invalid",
  "google_scope_missing",
  "google_no_refresh_token",
  "google_identity_invalid",
  "google_account_in_use",
  "google_unavailable",
  "google_client_misconfigured",
  "connect_not_saved",
  "database_unavailable",
  "user_gone",
]);

export type SignInStart = z.output<typeof signInStart>;
export type PendingConnection = z.output<typeof pendingConnection>;
export type CallbackError = z.output<typeof callbackError>;
