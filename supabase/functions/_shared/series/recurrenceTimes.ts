/**
 * Moments as series have them: a whole day, or a time in the series' own zone; and how RFC 5545 writes
 * them in recurrence lines.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { Temporal as Polyfill } from "temporal-polyfill";
import { type Day, dayOf } from "./recurrenceRule.ts";
import { Temporal } from "../time/temporal.ts";

/** When an occurrence starts. A whole day's local time is midnight, and it has no zone. */
export interface Moment {
  local: Polyfill.PlainDateTime;
  zone: string | undefined;
}

/** Google's start, in `zone` unless it names its own. */
export function momentOf(
  { date, dateTime, timeZone }: calendar_v3.Schema$EventDateTime,
  zone = timeZone ?? "UTC",
): Moment {
  if (date) return { local: Temporal.PlainDate.from(date).toPlainDateTime(), zone: undefined };
  const local = Temporal.Instant.from(dateTime!).toZonedDateTimeISO(zone).toPlainDateTime();
  return { local, zone };
}

export function dayOfMoment({ local: { year, month, day } }: Moment): Day {
  return dayOf(year, month, day);
}

export function instantOf({ local, zone }: Moment): Polyfill.Instant {
  return local.toZonedDateTime(zone ?? "UTC").toInstant();
}

const basic = (iso: string) => iso.replaceAll(/[-:]/g, "");
const basicUtc = (instant: Polyfill.Instant) => basic(instant.toString({ smallestUnit: "second" }));
const basicDate = (local: Polyfill.PlainDateTime) => basic(local.toPlainDate().toString());

/** `UNTIL` for a rule whose last possible moment is just before this one. */
export function untilBefore(moment: Moment): string {
  if (moment.zone === undefined) return basicDate(moment.local.subtract({ days: 1 }));
  return basicUtc(instantOf(moment).subtract({ seconds: 1 }));
}

/** `UNTIL` for a rule whose last possible moment is this one. */
export function untilAt(moment: Moment): string {
  return moment.zone === undefined ? basicDate(moment.local) : basicUtc(instantOf(moment));
}

/** A date or time of a recurrence line. */
export interface ListedTime {
  local: Polyfill.PlainDateTime;
  /** The day alone is meant. */
  whole: boolean;
}

const LISTED = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?/;

/**
 * A value of UNTIL, EXDATE or RDATE as the local time of a series in `zone`. `valueZone` is the
 * line's own TZID. Undefined if it is no date.
 */
export function listedTime(
  value: string,
  zone: string | undefined,
  valueZone = zone,
): ListedTime | undefined {
  const [, year, month, day, hour, minute, second, utc] = LISTED.exec(value.trim()) ?? [];
  if (year === undefined) return undefined;
  try {
    const date = Temporal.PlainDate.from(`${year}-${month}-${day}`);
    // A whole-day series takes the day of a time that stands in its lines.
    if (hour === undefined || zone === undefined) {
      return { local: date.toPlainDateTime(), whole: true };
    }
    const local = date.toPlainDateTime(`${hour}:${minute}:${second}`);
    const written = local.toZonedDateTime(utc ? "UTC" : valueZone ?? zone);
    return { local: written.withTimeZone(zone).toPlainDateTime(), whole: false };
  } catch {
    return undefined;
  }
}

/** Negative if the listed time is before the moment, 0 if it means that very one. */
export function compareListed({ local, whole }: ListedTime, moment: Moment): number {
  return whole
    ? Temporal.PlainDate.compare(local.toPlainDate(), moment.local.toPlainDate())
    : Temporal.PlainDateTime.compare(local, moment.local);
}

/** A recurrence line that lists these moments, all of one kind and zone. */
export function listLine(name: string, moments: Moment[]): string {
  const { zone } = moments[0];
  const values = moments.map(({ local }) =>
    zone === undefined ? basicDate(local) : basic(local.toString({ smallestUnit: "second" }))
  );
  return `${name};${zone === undefined ? "VALUE=DATE" : `TZID=${zone}`}:${values.join(",")}`;
}
