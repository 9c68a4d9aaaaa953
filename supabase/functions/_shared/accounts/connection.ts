/**
 * The `Connection` answer: an account without its tokens.
 *
 * @module
 */
import type { Account, ConnectionStatus, ReconnectReason } from "./accounts.ts";
import { type Feature, featuresOf } from "../google/scopes.ts";

/** The answer of `calendar-connection`. Times are ISO 8601. */
export interface Connection {
  status: ConnectionStatus;
  reason: ReconnectReason | null;
  google_email: string | null;
  scopes: string[];
  features: Record<Feature, boolean>;
  connected_at: string | null;
  /** When the grant ends; null unless Google limits its time. */
  expires_at: string | null;
}

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
