/**
 * Schemas of a connection and of a run of upkeep: the answers, and what `calendar-connection` takes. The
 * functions take types from these schemas and load nothing of this file. `openapi.json` is made from them,
 * and tests/openapi/reality_test.ts compares it with what the functions accept.
 *
 * @module
 */
import * as z from "zod";
import { REASONS, STATUSES } from "./accounts.ts";

const dateTime = z.string().meta({ format: "date-time" });

/** Whether an account is connected, and what to do if not. Times are ISO 8601. */
export const accountConnection = z.strictObject({
  status: z.enum(STATUSES),
  reason: z.enum(REASONS).nullable().describe("Why the person must reconnect; else null."),
  google_email: z.string().nullable().describe("The Google account that is connected."),
  scopes: z.array(z.string()).describe("What Google granted."),
  features: z.strictObject({
    events: z.boolean().describe("Events can be created, read, changed and removed."),
    free_busy: z.boolean().describe("Free time can be looked for."),
  }),
  connected_at: dateTime.nullable(),
  expires_at: dateTime.nullable().describe("Only if Google limits the grant's time."),
  account_id: z.string().nullable().describe(
    "For account_id in requests. Null if none is connected.",
  ),
  is_default: z.boolean().describe("Whether requests without account_id use this account."),
});

/** The default account, or the one that was named, and all that are connected. */
export const connection = z.strictObject({
  ...accountConnection.shape,
  accounts: z.array(accountConnection).describe("Every connected account, the default one first."),
});

/** The connection after it was removed. */
export const disconnected = z.strictObject({
  ...connection.shape,
  revoked: z.boolean().describe(
    "False if a stored token could not be opened: it is gone, but its grant still stands " +
      "at Google until its owner removes it there.",
  ),
});

/** The body of `PATCH calendar-connection`, which checks it without zod. */
export const defaultBody = z.strictObject({ is_default: z.literal(true) });

/** The query of `DELETE calendar-connection`, which checks it without zod. */
export const disconnectQuery = z.strictObject({
  all: z.stringbool({ truthy: ["true"], falsy: ["false"] }).default(false),
});

/** How many of each in one run of upkeep. */
export const upkeepReport = z.strictObject({
  touched: z.int().describe("Grants that were long unused, and now were used."),
  needs_reconnect: z.int().describe("Dead already: their users are asked to reconnect."),
  failed: z.int().describe("Could not be used now; tried again in a day."),
  revoked: z.int().describe("Grants of deleted users and of former accounts that Google revoked."),
  revocations_failed: z.int().describe("Could not be revoked now; tried again later."),
  deleted_users: z.int().describe("Soft-deleted and banned users whose tokens were removed."),
  expired: z.int().describe("Sign-ins and confirmations that ended without a connection."),
});

export type AccountConnection = z.output<typeof accountConnection>;
export type Connection = z.output<typeof connection>;
export type Disconnected = z.output<typeof disconnected>;
export type UpkeepReport = z.output<typeof upkeepReport>;
