/**
 * What the doctor asks of the project's database, whichever way it reaches it.
 *
 * @module
 */
/** A table or SQL function that the functions may use, and the migration that makes it. */
export interface Made {
  kind: "table" | "function";
  name: string;
  migration: string;
}

/** What is wrong with one of them; undefined: nothing. */
export type State = "missing" | "not granted" | "not answering" | undefined;

export interface Column {
  table: string;
  name: string;
}

export type Browser = "anon" | "a signed-in user";

/** One row that holds a token. */
export interface SealedRow {
  user_id: string;
  sealed_refresh_token: string | null;
  sealed_access_token: string | null;
}

/** How a grant lives. Times as ISO 8601. */
export interface Grant {
  status: string;
  reason: string | null;
  connected_at: string | null;
  expires_at: string | null;
  updated_at: string;
  /** When its refresh token was last used with success. */
  refreshed_at: string | null;
}

export interface DataSource {
  stateOf(made: Made): Promise<State>;
  /** Every column of `public` that is named so, as far as it can be seen. */
  columnsNamed(pattern: RegExp): Promise<Column[]>;
  /** Whether a browser gets a value out of it. Throws `Lacking` if there is no such user. */
  reads(who: Browser, column: Column): Promise<boolean>;
  sealedRows(): AsyncGenerator<SealedRow>;
  /** Of the newest thousand connections. */
  grants(): Promise<Grant[]>;
  close(): Promise<void>;
}

/** What must be given for this look. */
export class Lacking extends Error {}

/** The project does not take what was given: `about` in words, from the setting of this name. */
export class KeyRefused extends Error {
  constructor(readonly about: string, readonly setting: string) {
    super(`${about} refused`);
  }
}
