/**
 * What a channel asks to hear of: a part of `config.postgres_changes` in its join.
 *
 * @module
 */
import type { Change } from "./rowChanges.ts";

/** The filter as the client sent it. It gets it back, with a number. */
export interface Filter {
  event: string;
  schema: string;
  table?: string;
  filter?: string;
}

/** Why the stand-in has nothing for this filter; undefined if it has. */
export function unsupported({ schema, table, filter }: Filter): string | undefined {
  if (schema !== "public" || table !== "google_calendars") {
    return `The local stack tells of changes of public.google_calendars alone, not of ${schema}.${table}`;
  }
  if (filter !== undefined && !EQUALS.test(filter)) {
    return `The local stack knows filters like user_id=eq.VALUE alone, not ${filter}`;
  }
}

const EQUALS = /^(\w+)=eq\.(.*)$/;

/** Whether the filter lets the change through. As on the platform, a deletion has no columns to filter by. */
export function lets({ event, filter }: Filter, { type, record }: Change): boolean {
  if (event !== "*" && event !== type) return false;
  const [, column, value] = EQUALS.exec(filter ?? "") ?? [];
  return column === undefined || type === "DELETE" || String(record[column]) === value;
}
