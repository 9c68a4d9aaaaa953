/**
 * When an event is: the span between two times, or between two days.
 *
 * @module
 */
import type { CalendarEvent } from "./client";
import { nextFullHour, readLocal } from "./time";

/** From `start` to `end`: two RFC 3339 times or, if `allDay`, two dates. The end is exclusive. */
export interface Span {
  start: string;
  end: string;
  allDay: boolean;
}

/** The hour that begins with the next full hour on the clock of `zone`. */
export function nextHour(now: Date, zone: string): Span {
  const read = readLocal(nextFullHour(now, zone), zone);
  const start = "instant" in read ? read.instant : now;
  const end = new Date(start.getTime() + 3_600_000);
  return { start: start.toISOString(), end: end.toISOString(), allDay: false };
}

/** The span of an event; null if Google gave no times. */
export function spanOf(event: CalendarEvent): Span | null {
  const { start_datetime, end_datetime, start_date, end_date } = event;
  if (start_datetime && end_datetime) {
    return { start: start_datetime, end: end_datetime, allDay: false };
  }
  return start_date && end_date ? { start: start_date, end: end_date, allDay: true } : null;
}

/** True for a timed event that ends when it starts. Other programs create such events. */
export function hasNoLength({ start, end, allDay }: Span): boolean {
  return !allDay && Date.parse(start) === Date.parse(end);
}

/**
 * A span as the fields of a request. `event` is the event that has the span, or null for a new
 * event. The event keeps its own zones, because a series repeats in its own zone, and a flight ends
 * in a second one. `formZone` is used only if a zone is needed and the event has none.
 */
export function spanFields(
  { start, end, allDay }: Span,
  event: Pick<CalendarEvent, "time_zone" | "end_time_zone" | "start_datetime"> | null,
  formZone: string,
) {
  if (allDay) return { start_date: start, end_date: end };
  // A timed event without a zone has its calendar's zone, and keeps it.
  const hasCalendarZone = Boolean(event?.start_datetime);
  const time_zone = event?.time_zone ?? (hasCalendarZone ? undefined : formZone);
  const end_time_zone = event?.end_time_zone ?? undefined;
  return {
    start_datetime: start,
    end_datetime: end,
    ...(time_zone && { time_zone }),
    ...(end_time_zone !== time_zone && end_time_zone && { end_time_zone }),
  };
}
