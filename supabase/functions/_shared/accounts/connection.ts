/**
 * What a browser is told of a connection.
 *
 * @module
 */
import type { Account } from "./accounts.ts";
import type { Connection } from "./answers.ts";
import { featuresOf } from "../google/scopes.ts";

/** The account as it is answered, without its tokens. */
export function connectionOf(account: Account): Connection {
  const connected = account.status === "connected";
  return {
    status: account.status,
    reason: account.reason,
    google_email: account.googleEmail,
    scopes: account.scopes,
    // A grant that is dead can do nothing, whatever it once allowed.
    features: featuresOf(connected ? account.scopes : []),
    connected_at: account.connectedAt,
    expires_at: account.expiresAt,
  };
}
