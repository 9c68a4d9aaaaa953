/**
 * Reads the instants and time zones of a query, and writes them in the one form that Google gets.
 *
 * @module
 */
import { isTimeZone } from "./eventTime.ts";
import { Temporal } from "./temporal.ts";

/** RFC 3339, section 5.6, with seconds left out or not. `T` and `Z` may be lower case there. */
const INSTANT = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2})$/;
/** A `+` in an address stands for a space unless it is escaped. */
const PLUS_LOST = /^\S+[Tt]\S+ \d{2}:?\d{2}$/;

/** The years that Google's own timestamps have: 1 to 9999, in UTC. */
const FIRST_MS = Date.parse("0001-01-01T00:00:00Z");
const LAST_MS = Date.parse("9999-12-31T23:59:59.999Z");

/**
 * A date-time with seconds and an offset, to the millisecond, or what is wrong with the caller's. A
 * leap second is read as the second before it, because no clock in use shows it.
 */
export function readInstant(value: string): { instant: string } | { problem: string } {
  const offset = INSTANT.exec(value)?.[1].toUpperCase();
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

/** The zone's name as the time zone database spells it; undefined if there is no such zone. */
export function canonicalTimeZone(name: string): string | undefined {
  if (!isTimeZone(name)) return undefined;
  return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
}
