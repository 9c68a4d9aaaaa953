/**
 * What holds for the connected accounts together.
 *
 * @module
 */
import type { AccountConnection, Connection } from "./client";

/** True if at least one account works. */
export function isAnyConnected(connection: Connection | null): boolean {
  return connection?.accounts.some(isConnected) ?? false;
}

/** True if the account works. */
export function isConnected({ status }: AccountConnection): boolean {
  return status === "connected";
}

/** The working account that was connected last: the one that the person just came back with. */
export function newestAccount({ accounts }: Connection): AccountConnection | null {
  const time = ({ connected_at }: AccountConnection) => Date.parse(connected_at ?? "") || 0;
  return accounts.filter(isConnected).sort((a, b) => time(b) - time(a))[0] ?? null;
}
