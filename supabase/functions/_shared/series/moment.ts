/**
 * When an occurrence starts, as its series has it: a whole day, or a time in the series' own zone.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { type Day, dayOf } from "./days.ts";
import { type Instant, type PlainDateTime, Temporal } from "../time/temporal.ts";

/** When an occurrence starts. The local time of a whole day is midnight, and its zone is undefined. */
export interface Moment {
  local: PlainDateTime;
  zone: string | undefined;
}

/** Google's start or end as a moment in `zone`: by default the zone that it names, or UTC. */
export function momentOf(
  { date, dateTime, timeZone }: calendar_v3.Schema$EventDateTime,
  zone = timeZone ?? "UTC",
): Moment {
  if (date) return { local: Temporal.PlainDate.from(date).toPlainDateTime(), zone: undefined };
  const local = Temporal.Instant.from(dateTime!).toZonedDateTimeISO(zone).toPlainDateTime();
  return { local, zone };
}

/** The moment's day. */
export function dayOfMoment({ local: { year, month, day } }: Moment): Day {
  return dayOf(year, month, day);
}

/** The moment's instant; for a whole day, midnight in UTC. */
export function instantOf({ local, zone }: Moment): Instant {
  return local.toZonedDateTime(zone ?? "UTC").toInstant();
}
