/**
 * What the event dialog holds: made from a span of time or from an event, checked before it is sent.
 *
 * @module
 */
import { type CalendarEvent, readLocal, toLocal } from "../google-calendar/index.ts";
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
  return allDay
    ? { allDay, start: `${start}T09:00`, end: `${addDays(end, -1)}T10:00` }
    : { allDay, start: toLocal(new Date(start), zone), end: toLocal(new Date(end), zone) };
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

/** The times of a span as the contract has them; `eventZone` is the zone that a series keeps. */
export function spanFields({ start, end, allDay }: Span, eventZone: string) {
  return allDay
    ? { start_date: start, end_date: end }
    : { start_datetime: start, end_datetime: end, time_zone: eventZone };
}

/** The span that was typed, or what to say beside which field. */
export function readSpan(
  { start, end, allDay }: Pick<EditorValues, "start" | "end" | "allDay">,
  zone: string,
): Span | { errors: EditorErrors } {
  const [from, to] = [readLocal(start, zone), readLocal(end, zone)];
  const [firstDay, lastDay] = [start.slice(0, 10), end.slice(0, 10)];
  const errors: EditorErrors = {};
  if (allDay) {
    if (isNaN(Date.parse(firstDay))) errors.start = "Enter the first day.";
    if (isNaN(Date.parse(lastDay))) errors.end = "Enter the last day.";
    if (errors.start || errors.end) return { errors };
    if (lastDay < firstDay) return { errors: { end: "The last day is before the first one." } };
    return { start: firstDay, end: addDays(lastDay, 1), allDay };
  }
  if (!("instant" in from)) errors.start = whyNot(from.kind, "start");
  if (!("instant" in to)) errors.end = whyNot(to.kind, "end");
  if (!("instant" in from) || !("instant" in to)) return { errors };
  if (to.instant <= from.instant) return { errors: { end: "The end has to be after the start." } };
  // In UTC: right whichever zone the event itself was made in.
  return { start: from.instant.toISOString(), end: to.instant.toISOString(), allDay };
}

function whyNot(kind: string, field: "start" | "end"): string {
  return kind === "skipped"
    ? "The clocks go forward that night, so this time does not exist. Choose another one."
    : `Enter the date and time of the ${field}.`;
}
