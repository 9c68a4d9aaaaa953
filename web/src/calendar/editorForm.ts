/**
 * The form of the event dialog: what was read, what is typed now, and which moments the typed times
 * stand for. A time that nobody edited stands for the moment that was read, with its seconds, its
 * offset, and the right one of two equal hours.
 *
 * @module
 */
import { type CalendarEvent, readLocal } from "../google-calendar/index.ts";
import {
  addDays,
  type EditorErrors,
  type EditorValues,
  newValues,
  type Span,
  valuesOf,
} from "./editor.ts";

/** An end as it is typed, and the moment that it was made from. */
interface MovedEnd {
  text: string;
  moment: string;
}

export interface EditorForm {
  /** As Google has it; null for a new one. */
  event: CalendarEvent | null;
  /** When the event is, or where it was dragged to; null for a draft that was read again. */
  span: Span | null;
  /** What the untouched form says. */
  read: EditorValues;
  values: EditorValues;
  /** Where the end was moved to with the start. */
  movedEnd: MovedEnd | null;
}

function formOf(
  event: CalendarEvent | null,
  span: Span | null,
  read: EditorValues,
): EditorForm {
  return { event, span, read, values: read, movedEnd: null };
}

/** A form for a new event in a span. */
export function newForm(span: Span, zone: string): EditorForm {
  return formOf(null, span, newValues(span, zone));
}

/** A form for a new event that was typed before. */
export function draftForm(values: EditorValues): EditorForm {
  return formOf(null, null, values);
}

/** A form for an event, which may have been dragged to another span. */
export function eventForm(event: CalendarEvent, span: Span, zone: string): EditorForm {
  return formOf(event, span, valuesOf(event, span, zone));
}

/** Whether a field says something else than what was read. */
export function isTouched({ read, values }: EditorForm, name: keyof EditorValues): boolean {
  const [before, now] = [read[name], values[name]].map((value) =>
    // A text area turns every line break into "\n".
    typeof value === "string" ? value.replace(/\r\n?/g, "\n") : value
  );
  return before !== now;
}

export function isAnyTouched(form: EditorForm, names: readonly (keyof EditorValues)[]): boolean {
  return names.some((name) => isTouched(form, name));
}

export const TIMES = ["start", "end", "allDay"] as const;

/** Events of no length exist, made by other programs, and stay as they are. */
export function isEmpty(span: Span | null): boolean {
  return span !== null && !span.allDay && Date.parse(span.start) === Date.parse(span.end);
}

/** The moment that a typed time stands for, RFC 3339; null if it is not one. */
export function momentOf(
  { values, movedEnd, read, span }: EditorForm,
  name: "start" | "end",
  zone: string,
): string | null {
  // First as it was read: the end may have been moved since, and typed back.
  if (span && !span.allDay && values[name] === read[name]) return span[name];
  if (name === "end" && movedEnd?.text === values.end) return movedEnd.moment;
  const typed = readLocal(values[name], zone);
  return "instant" in typed ? typed.instant.toISOString() : null;
}

/** When the event is to be, or what to say beside which field. What was read is not checked. */
export function readSpan(form: EditorForm, zone: string): Span | { errors: EditorErrors } {
  const { values, span } = form;
  if (span && !isAnyTouched(form, TIMES)) return span;
  return values.allDay ? readDays(form) : readMoments(form, zone);
}

function readDays({ values, read, span }: EditorForm): Span | { errors: EditorErrors } {
  const [start, last] = [values.start.slice(0, 10), values.end.slice(0, 10)];
  const errors: EditorErrors = {};
  if (isNaN(Date.parse(start))) errors.start = "Enter the first day.";
  if (isNaN(Date.parse(last))) errors.end = "Enter the last day.";
  if (errors.start || errors.end) return { errors };
  if (last < start) return { errors: { end: "The last day is before the first one." } };
  const end = span?.allDay && values.end === read.end ? span.end : addDays(last, 1);
  return { start, end, allDay: true };
}

function readMoments(form: EditorForm, zone: string): Span | { errors: EditorErrors } {
  const [start, end] = [momentOf(form, "start", zone), momentOf(form, "end", zone)];
  const errors: EditorErrors = {};
  if (start === null) errors.start = whyNot(form.values.start, zone, "start");
  if (end === null) errors.end = whyNot(form.values.end, zone, "end");
  if (start === null || end === null) return { errors };
  const length = Date.parse(end) - Date.parse(start);
  if (length < 0 || (length === 0 && !isEmpty(form.span))) {
    return { errors: { end: "The end has to be after the start." } };
  }
  return { start, end, allDay: false };
}

function whyNot(value: string, zone: string, field: "start" | "end"): string {
  return readLocal(value, zone).kind === "skipped"
    ? "The clocks go forward that night, so this time does not exist. Choose another one."
    : `Enter the date and time of the ${field}.`;
}
