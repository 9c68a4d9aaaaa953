/**
 * What a browser is told of a connection.
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
  /** Only where Google limits the grant's time. */
  expires_at: string | null;
}

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
