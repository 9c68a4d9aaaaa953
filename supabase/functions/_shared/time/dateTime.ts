/**
 * Reads one date-time as a caller writes it: by its offset, or by the zone beside it.
 *
 * @module
 */
import { type Instant, Temporal } from "./temporal.ts";

/**
 * A date-time with `Z`, an offset, or neither: `2026-08-15T09:00[:00[.0]][-07:00]` (RFC 3339, section
 * 5.6, which allows `t` and `z`). The group is the offset. Seconds may be left out.
 */
export const DATE_TIME =
  /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2})?$/;

/**
 * A date-time with seconds, as Google takes it, or what is wrong with the caller's. A local time has no
 * offset, unless the clocks in its zone show it twice.
 */
export type ReadTime = { dateTime: string; instant: Instant } | { problem: string };

/** Reads one date-time: by its offset, or in the zone if it has none. */
export function readTime(given: string, timeZone: string | undefined): ReadTime {
  const value = given.toUpperCase();
  const match = DATE_TIME.exec(value);
  if (!match) return { problem: "must be an RFC 3339 date-time such as 2026-08-15T09:00:00-07:00" };
  const [, offset] = match;
  if (offset === undefined && timeZone === undefined) {
    return { problem: "needs an offset such as -07:00, or a time_zone beside it" };
  }
  try {
    return offset === undefined ? readLocal(value, timeZone!) : readWithOffset(value, offset);
  } catch {
    return { problem: "is not a date and time that exists" };
  }
}

function readWithOffset(value: string, offset: string): ReadTime {
  const instant = Temporal.Instant.from(value);
  // Callers may leave out seconds, which Google requires.
  const dateTime = offset === "Z" ? instant.toString() : instant.toString({ timeZone: offset });
  return { dateTime, instant };
}

function readLocal(value: string, timeZone: string): ReadTime {
  const local = Temporal.PlainDateTime.from(value);
  // If a clock change doubles the time, the first of the two is meant. If it skips the time, the time
  // does not exist.
  const zoned = local.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  if (!zoned.toPlainDateTime().equals(local)) {
    return { problem: `does not exist in ${timeZone}: the clocks go forward over it` };
  }
  const isDoubled = !local.toZonedDateTime(timeZone, { disambiguation: "later" }).equals(zoned);
  // Google knows the zone's newest rules, and this runtime may not: only a doubled time needs an offset.
  const dateTime = isDoubled ? zoned.toString({ timeZoneName: "never" }) : local.toString();
  return { dateTime, instant: zoned.toInstant() };
}
