/**
 * Reads the accounts that a user has connected, as the browser may see them: without tokens.
 *
 * @module
 */
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import { type Answer, oneOf } from "../databaseAnswers.ts";
import { featuresOf } from "../google/scopes.ts";
import { REASONS, STATUSES } from "./accounts.ts";
import type { AccountConnection } from "./answers.ts";

type Row = Answer<"read_connections">[number];

/** What is answered if no account is connected. */
export const NOT_CONNECTED: AccountConnection = {
  status: "not_connected",
  reason: null,
  google_email: null,
  scopes: [],
  features: featuresOf([]),
  connected_at: null,
  expires_at: null,
  account_id: null,
  is_default: false,
};

function accountOf(row: Row): AccountConnection {
  const status = oneOf(STATUSES, row.status, "read_connections", "status");
  return {
    status,
    reason: row.reason === null ? null : oneOf(REASONS, row.reason, "read_connections", "reason"),
    google_email: row.google_email,
    scopes: row.scopes,
    // A dead grant allows nothing, whatever its scopes were.
    features: featuresOf(status === "connected" ? row.scopes : []),
    connected_at: row.connected_at,
    expires_at: row.expires_at,
    account_id: row.account_id,
    is_default: row.is_default,
  };
}

/** What a user has connected. */
export interface Connections {
  /** Whether the requested Google id is one of the user's. */
  googleIdMatches: boolean;
  /** The default account first. */
  accounts: AccountConnection[];
}

/** A user's connected accounts; undefined if the user is gone or banned. `googleId` is compared only. */
export async function readConnections(
  userId: string,
  googleId: string | undefined,
  context: CallContext,
): Promise<Connections | undefined> {
  const rows = await callDatabase("read_connections", {
    p_user_id: userId,
    p_google_id: googleId,
  }, context);
  return rows[0] && {
    googleIdMatches: rows[0].google_id_matches,
    // Without an account there is one row, for the user.
    accounts: rows.filter((row) => row.account_id !== null).map(accountOf),
  };
}
