/**
 * The interface of a project's database.
 *
 * @module
 */
import type { Connection } from "@supabase/lite";
import type { Queue } from "./queue.ts";

/** Runs a query as the database's owner. */
export type Sql = <T = Record<string, unknown>>(query: string, params?: unknown[]) => Promise<T[]>;

/** An open database. */
export interface Database {
  /** The connection that `@supabase/lite` uses. */
  connection: Connection;
  /** Schedules jobs: a database with one connection runs one job at a time. */
  inTurn: Queue;
  query: Sql;
  /** Runs statements without parameters in one transaction. */
  script(statements: string): Promise<void>;
  close(): Promise<void>;
}
