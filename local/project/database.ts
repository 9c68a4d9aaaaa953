/**
 * What a project keeps its data in.
 *
 * @module
 */
import type { Connection } from "@supabase/lite";
import type { Queue } from "./queue.ts";

/** Runs as the database's owner. */
export type Sql = <T = Record<string, unknown>>(query: string, params?: unknown[]) => Promise<T[]>;

/** One opened database. */
export interface Database {
  /** What `@supabase/lite` speaks to. */
  connection: Connection;
  /** How jobs on it follow each other: what has one connection carries out one at a time. */
  inTurn: Queue;
  query: Sql;
  /** Runs statements without parameters, all of them or none. */
  script(statements: string): Promise<void>;
  close(): Promise<void>;
}
