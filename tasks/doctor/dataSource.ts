/**
 * What the doctor reads from the project's database, by a connection or by the data API.
 *
 * @module
 */
import type { Functions } from "../../supabase/functions/_shared/databaseAnswers.ts";

/** A table or SQL function that the functions may use, and the migration that makes it. */
export interface Made {
  kind: "table" | "function";
  schema: string;
  name: string;
  migration: string;
}

/** The problem with one of them, or undefined. */
export type State = "missing" | "not granted" | "not answering" | undefined;

export interface Column {
  schema: string;
  table: string;
  name: string;
}

export type Browser = "anon" | "a signed-in user";

/** One row that holds a token. */
export interface SealedRow {
  account_id: string;
  user_id: string;
  google_account_id: string;
  sealed_refresh_token: string | null;
  sealed_access_token: string | null;
}

/** The life of a grant. Times are ISO 8601. */
export interface Grant {
  status: string;
  reason: string | null;
  connected_at: string | null;
  expires_at: string | null;
  updated_at: string;
  /** When its refresh token was last used successfully. */
  refreshed_at: string | null;
}

/** How the mirror stands: the row of `google_calendar_read_mirror_health`. Times are seconds. */
export type MirrorHealth = {
  [Name in keyof Health]: Name extends
    | "last_error"
    | "overdue_for"
    | "oldest_channel"
    | "paused_for"
    | "tick_scheduled"
    | "prune_scheduled"
    | "secrets"
    | "published" ? Health[Name] | null
    : Health[Name];
};
type Health = Functions["read_mirror_health"]["Returns"][number];

export interface DataSource {
  /** Whether it can see a schema: the data API shows only `public`. */
  shows(schema: string): boolean;
  stateOf(made: Made): Promise<State>;
  /** Every visible column with such a name, of `public` and, if it can be seen, `google_calendar`. */
  columnsNamed(pattern: RegExp): Promise<Column[]>;
  /** Whether a browser can read a value of the column. Throws `Lacking` if there is no such user. */
  reads(who: Browser, column: Column): Promise<boolean>;
  sealedRows(): AsyncGenerator<SealedRow>;
  /** Of the newest thousand connections. */
  grants(): Promise<Grant[]>;
  mirrorHealth(): Promise<MirrorHealth>;
  close(): Promise<void>;
}

/** Thrown if an option or key that this check needs was not given. */
export class Lacking extends Error {}

/** Thrown if the project refuses a key or session. `setting` is where it came from. */
export class KeyRefused extends Error {
  constructor(readonly about: string, readonly setting: string) {
    super(`${about} refused`);
  }
}
