/**
 * Keeps what the person went to Google for, so that another attempt is for the same account.
 *
 * @module
 */
import type { ConnectOptions } from "./client";

/** The part of the options that says what is connected. */
export type Attempt = Pick<ConnectOptions, "add_account" | "account_id">;

const KEY = "google-calendar-attempt";

/** Keeps the attempt for this tab. */
export function keepAttempt({ add_account, account_id }: Attempt): void {
  sessionStorage.setItem(KEY, JSON.stringify({ add_account, account_id }));
}

/** The last attempt of this tab; without one, an attempt to connect the default account. */
export function readAttempt(): Attempt {
  return JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
}
