/**
 * The query parameters that shape a response.
 *
 * @module
 */
import { badParameter } from "./apiError.ts";
import { isZone } from "./eventTime.ts";

/** The reader's time zone and maximum number of guests. */
export interface Reader {
  /** Default: the calendar's zone. */
  zone?: string;
  maxAttendees?: number;
}

/** Returns a parameter that is `true` or `false`. Throws 400 for another value. */
export function flag(query: URLSearchParams, name: string): boolean {
  const text = query.get(name) ?? "false";
  if (text !== "true" && text !== "false") throw badParameter(name);
  return text === "true";
}

/** Returns `maxAttendees`, at least 1, or undefined if it is absent. */
export function maxAttendees(query: URLSearchParams): number | undefined {
  const text = query.get("maxAttendees");
  if (text === null) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw badParameter("maxAttendees");
  return Number(text);
}

export function readerOf(query: URLSearchParams): Reader {
  const zone = query.get("timeZone") ?? undefined;
  if (zone !== undefined && !isZone(zone)) throw badParameter("timeZone", "Invalid time zone.");
  return { zone, maxAttendees: maxAttendees(query) };
}
