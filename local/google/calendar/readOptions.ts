/**
 * The parameters that shape an answer.
 *
 * @module
 */
import { badParameter } from "./apiError.ts";
import { isZone } from "./eventTime.ts";

/** How an answer is read: in which zone, and with how many guests at most. */
export interface Reader {
  /** Default: the calendar's own. */
  zone?: string;
  maxAttendees?: number;
}

/** At least one; undefined if it is not given. */
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
