/**
 * How the checks of the schema ask a database, whichever it is.
 *
 * @module
 */

/** Runs one statement, always on the same connection, as a role that may become every other. */
export type Query = <T = Record<string, unknown>>(sql: string, params?: unknown[]) => Promise<T[]>;
