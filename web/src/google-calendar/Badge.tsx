"use client";

/**
 * The status of a connection, as a word on a coloured ground.
 *
 * @module
 */
import type { AccountConnection } from "./client";
import { useLanguage } from "./Language";

/** The word says the same as the colour. */
export function Badge({ status }: Pick<AccountConnection, "status">) {
  const { messages } = useLanguage();
  const texts = {
    connected: messages.statusConnected,
    needs_reconnect: messages.statusNeedsReconnect,
    not_connected: messages.statusNotConnected,
  };
  return <span className={`gc-badge gc-badge-${status}`}>{texts[status]}</span>;
}
