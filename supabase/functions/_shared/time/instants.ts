/**
 * Reads an instant of a query, and writes it in the one form that Google accepts.
 *
 * @module
 */
import { DATE_TIME } from "./dateTime.ts";
import { Temporal } from "./temporal.ts";

/** An unescaped `+` in a query string means a space. */
const PLUS_LOST = /^\S+[Tt]\S+ \d{2}:?\d{2}$/;

/** The years that Google's own timestamps have: 1 to 9999, in UTC. */
const FIRST_MS = Date.parse("0001-01-01T00:00:00Z");
const LAST_MS = Date.parse("9999-12-31T23:59:59.999Z");

/**
 * The date-time with seconds and an offset, cut to the millisecond, or what is wrong with the caller's.
 * A leap second is read as the second before it, because no clock in use shows it.
 */
export function readInstant(value: string): { instant: string } | { problem: string } {
  const offset = DATE_TIME.exec(value)?.[1]?.toUpperCase();
  if (offset === undefined) {
    const problem = "must be an RFC 3339 date-time with an offset, such as 2026-08-15T09:00:00Z";
    return {
      problem: PLUS_LOST.test(value) ? `${problem}; write + as %2B in an address` : problem,
    };
  }
  try {
    const instant = Temporal.Instant.from(value.toUpperCase())
      .round({ smallestUnit: "millisecond", roundingMode: "trunc" });
    if (instant.epochMilliseconds < FIRST_MS || instant.epochMilliseconds > LAST_MS) {
      return { problem: "must be in the years 1 to 9999" };
    }
    return {
      instant: offset === "Z" ? instant.toString() : instant.toString({ timeZone: offset }),
    };
  } catch {
    return { problem: "is not a date and time that exists" };
  }
}
