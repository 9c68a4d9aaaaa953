/**
 * When an occurrence starts, as its series has it: a whole day, or a time in the series' own zone.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { type Day, dayOf } from "./days.ts";
import { readTime } from "../time/dateTime.ts";
import { type Instant, type PlainDateTime, Temporal } from "../time/temporal.ts";

/** When an occurrence starts. The local time of a whole day is midnight, and its zone is undefined. */
export interface Moment {
  local: PlainDateTime;
  zone: string | undefined;
}

/**
 * Google's start or end, or one that Google is to get, as a moment in `zone`: by default the zone that it
 * names, or UTC. Throws if it is no date-time.
 */
export function momentOf(
  { date, dateTime, timeZone }: calendar_v3.Schema$EventDateTime,
  zone = timeZone ?? "UTC",
): Moment {
  if (date) return { local: Temporal.PlainDate.from(date).toPlainDateTime(), zone: undefined };
  const read = readTime(dateTime!, timeZone ?? undefined);
  if ("problem" in read) throw new Error(`${dateTime}: ${read.problem}`);
  return { local: read.instant.toZonedDateTimeISO(zone).toPlainDateTime(), zone };
}

/** The moment's day. */
export function dayOfMoment({ local: { year, month, day } }: Moment): Day {
  return dayOf(year, month, day);
}

/** The moment's instant; for a whole day, midnight in UTC. */
export function instantOf({ local, zone }: Moment): Instant {
  return local.toZonedDateTime(zone ?? "UTC").toInstant();
}
