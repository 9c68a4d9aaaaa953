/**
 * Counts what Google was asked for.
 *
 * @module
 */
import type { Google } from "../../local/google/mod.ts";

/** The lists of a calendar's events since the last `resetCalls`. */
export function listsOf(google: Google, calendarId: string): number {
  const list = `/calendar/v3/calendars/${encodeURIComponent(calendarId)}/events`;
  return google.calls.filter(({ method, path }) => method === "GET" && path === list).length;
}
