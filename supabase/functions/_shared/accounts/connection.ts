/**
 * The `Connection` answer: an account without its tokens.
 *
 * @module
 */
import type { Account } from "./accounts.ts";
import type { Connection } from "./answers.ts";
import { featuresOf } from "../google/scopes.ts";

/** The account as the browser may see it. */
export function connectionOf(account: Account): Connection {
  const connected = account.status === "connected";
  return {
    status: account.status,
    reason: account.reason,
    google_email: account.googleEmail,
    scopes: account.scopes,
    // A dead grant allows nothing, whatever its scopes were.
    features: featuresOf(connected ? account.scopes : []),
    connected_at: account.connectedAt,
    expires_at: account.expiresAt,
  };
}
