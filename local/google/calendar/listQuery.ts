/**
 * The query parameters of events.list and events.instances.
 *
 * @module
 */
import { ApiError, badParameter, timeRangeEmpty } from "./apiError.ts";
import { parseInstant } from "./eventTime.ts";
import type { Calendar } from "./model.ts";
import { flag, readerOf } from "./readOptions.ts";

/** What narrows a list. None of it can be given with a sync token. */
export const RESTRICTIONS = [
  ...["iCalUID", "privateExtendedProperty", "q", "sharedExtendedProperty"],
  ...["timeMin", "timeMax", "updatedMin"],
];

export interface Query {
  from: number;
  to: number;
  single: boolean;
  deleted: boolean;
  byStart: boolean;
  zone: string;
  maxAttendees?: number;
}

export function millisParameter(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const instant = parseInstant(text);
  if (!instant) throw badParameter(name);
  return instant.epochMilliseconds;
}

/**
 * True if a list ends in a sync token. Known: not with another order. Assumed: the time may be bounded, and
 * nothing else.
 */
export function isSynchronizable(query: URLSearchParams): boolean {
  return ["orderBy", ...RESTRICTIONS].every((name) => name.startsWith("time") || !query.has(name));
}

export function readQuery(calendar: Calendar, query: URLSearchParams): Query {
  if (query.has("updatedMin")) {
    throw new ApiError(501, "notImplemented", "The emulator does not list by updatedMin.");
  }
  const from = millisParameter(query, "timeMin") ?? -Infinity;
  const to = millisParameter(query, "timeMax") ?? Infinity;
  if (to <= from) throw timeRangeEmpty("timeMax");
  const single = flag(query, "singleEvents");
  const order = query.get("orderBy");
  if (order !== null && order !== "startTime" && order !== "updated") throw badParameter("orderBy");
  if (order === "startTime" && !single) {
    throw badParameter(
      "orderBy",
      "The requested ordering is not available for the particular query.",
    );
  }
  const { zone = calendar.time_zone, maxAttendees } = readerOf(query);
  return {
    from,
    to,
    single,
    deleted: flag(query, "showDeleted"),
    byStart: order === "startTime",
    zone,
    maxAttendees,
  };
}
