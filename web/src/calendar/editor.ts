/**
 * What the event dialog holds as text, made from a span of time or from an event.
 *
 * @module
 */
import { type CalendarEvent, toLocalExact } from "../google-calendar/index.ts";
import { readRecurrence, type Recurrence } from "./recurrence.ts";

/** What is typed. Times are `datetime-local` values; an all-day event reads their days alone. */
export interface EditorValues extends Recurrence {
  title: string;
  allDay: boolean;
  start: string;
  /** The last day itself where `allDay`. */
  end: string;
  busy: boolean;
  location: string;
  description: string;
}

/** One message per field that is not right yet. */
export type EditorErrors = Partial<Record<"title" | "start" | "end" | "until", string>>;

/** A span on the calendar: two moments, or two dates of which the second is exclusive. */
export interface Span {
  start: string;
  end: string;
  allDay: boolean;
}

const DAY = 86_400_000;

/** The day before or after a `YYYY-MM-DD`. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

/** The span as what is typed, in `zone`. */
export function typedSpan(
  { start, end, allDay }: Span,
  zone: string,
): Pick<EditorValues, "start" | "end" | "allDay"> {
  return allDay ? { allDay, start: `${start}T09:00`, end: `${addDays(end, -1)}T10:00` } : {
    allDay,
    start: toLocalExact(new Date(start), zone),
    end: toLocalExact(new Date(end), zone),
  };
}

/** A new event in a span. */
export function newValues(span: Span, zone: string): EditorValues {
  const empty = { title: "", busy: true, location: "", description: "" };
  return { ...empty, ...readRecurrence(null, zone), ...typedSpan(span, zone) };
}

/** When an event is; null where Google gave no times. */
export function spanOf(event: CalendarEvent): Span | null {
  const { start_datetime, end_datetime, start_date, end_date } = event;
  if (start_datetime && end_datetime) {
    return { start: start_datetime, end: end_datetime, allDay: false };
  }
  return start_date && end_date ? { start: start_date, end: end_date, allDay: true } : null;
}

/** An event as it is typed. */
export function valuesOf(event: CalendarEvent, span: Span, zone: string): EditorValues {
  return {
    title: event.summary ?? "",
    ...readRecurrence(event.recurrence, zone),
    busy: event.transparency !== "transparent",
    location: event.location ?? "",
    description: event.description ?? "",
    ...typedSpan(span, zone),
  };
}

/**
 * The times of a span as the contract has them. The event's own zones stay: one is what a series
 * repeats in, and a flight ends in another. `shownZone` stands in only if there is none and one is
 * needed.
 */
export function spanFields(
  { start, end, allDay }: Span,
  event: Pick<CalendarEvent, "time_zone" | "end_time_zone" | "start_datetime"> | null,
  shownZone: string,
) {
  if (allDay) return { start_date: start, end_date: end };
  // Google keeps timed events without a zone of their own: they have the calendar's.
  const zoneless = Boolean(event?.start_datetime);
  const time_zone = event?.time_zone ?? (zoneless ? undefined : shownZone);
  const end_time_zone = event?.end_time_zone ?? undefined;
  return {
    start_datetime: start,
    end_datetime: end,
    ...(time_zone && { time_zone }),
    ...(end_time_zone !== time_zone && end_time_zone && { end_time_zone }),
  };
}
