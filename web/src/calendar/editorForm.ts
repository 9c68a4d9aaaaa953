/**
 * The form of the event dialog. It adds days, repetition, guests, free or busy, colour, reminders, a
 * meeting and the answer's comment to the form that every event has.
 *
 * @module
 */
import {
  addDays,
  type CalendarEvent,
  type EventErrors,
  type EventForm,
  type EventValues,
  isAnyTouched,
  type Messages,
  readTimes,
  setValue,
  type Span,
  typedTimes,
  untouchedForm,
} from "../google-calendar/index.ts";
import { english, type Texts } from "./english.ts";
import { ownInvitation } from "./eventKinds.ts";
import { readGuests } from "./guestList.ts";
import { NO_REPETITION, readRecurrence, type Recurrence } from "./recurrence.ts";
import { readReminders, type ReminderChoice } from "./reminderChoice.ts";

/** The values of the dialog's fields. An all-day event uses only the days of `start` and `end`. */
export interface EditorValues extends EventValues, Recurrence {
  /** Then `end` is the last day, inclusive. */
  allDay: boolean;
  busy: boolean;
  /** The addresses of the guests, one a line. */
  guests: string;
  /** Google's `color_id`; empty for the calendar's colour. */
  color: string;
  reminders: ReminderChoice;
  /** Whether the event has an online meeting. */
  meet: boolean;
  /** For the organizer, with an answer to an invitation. */
  comment: string;
}

/** One message for each invalid field. */
export type EditorErrors = EventErrors<
  "title" | "start" | "end" | "interval" | "until" | "count" | "guests"
>;

/** The form of the event dialog. */
export type EditorForm = EventForm<EditorValues>;

/** The names of the values that make up a span. */
export const TIMES = ["start", "end", "allDay"] as const;

/** A form for a new event. */
export function newForm(span: Span, zone: string): EditorForm {
  return untouchedForm({ event: null, span, zone, read: newValues(span, zone) });
}

/** A form for an event at a span: its own, or the one that the event was dragged to. */
export function eventForm(event: CalendarEvent, span: Span, zone: string): EditorForm {
  const read = {
    title: event.summary ?? "",
    ...readRecurrence(event.recurrence, zone),
    busy: event.transparency !== "transparent",
    guests: readGuests(event),
    color: event.color_id ?? "",
    reminders: readReminders(event.reminders),
    meet: Boolean(event.meeting),
    location: event.location ?? "",
    description: event.description ?? "",
    comment: ownInvitation(event)?.comment ?? "",
    ...typedSpan(span, zone),
  };
  return untouchedForm({ event, span, zone, read });
}

/** The values of a new event. */
export function newValues(span: Span, zone: string): EditorValues {
  return {
    ...{ title: "", busy: true, location: "", description: "", comment: "" },
    ...{ guests: "", color: "", reminders: "default", meet: false },
    ...NO_REPETITION,
    ...typedSpan(span, zone),
  };
}

/** A span as values of the form. Days get hours, for the case that the event becomes timed. */
export function typedSpan(
  span: Span,
  zone: string,
): Pick<EditorValues, "start" | "end" | "allDay"> {
  const { start, end, allDay } = span;
  return allDay
    ? { allDay, start: `${start}T09:00`, end: `${addDays(end, -1)}T10:00` }
    : { allDay, ...typedTimes(span, zone) };
}

/**
 * The form with another value. A new start moves the end, so that the event keeps its length. A series
 * ends at a day or after a number of times: one takes the place of the other.
 */
export function setEditorValue<Name extends keyof EditorValues>(
  form: EditorForm,
  name: Name,
  value: EditorValues[Name],
): EditorForm {
  if (value !== "" && (name === "until" || name === "count")) {
    const other = name === "until" ? "count" : "until";
    return { ...form, values: { ...form.values, [other]: "", [name]: value } };
  }
  if (!form.values.allDay) return setValue(form, name, value);
  // Days have no zone and no exact moments: their texts move as they would in UTC.
  const span = { ...form.span, allDay: true };
  const { values } = setValue({ ...form, span, zone: "UTC", movedEnd: null }, name, value);
  return { ...form, values };
}

function dayOf(value: string): string {
  return value.slice(0, 10);
}

/**
 * The span that the form says, or one message for each invalid field. A span that was read and not
 * edited is not checked.
 */
export function readSpan(
  form: EditorForm,
  texts: Texts = english,
  messages?: Messages,
): Span | { errors: EditorErrors } {
  if (!isAnyTouched(form, TIMES)) return form.span;
  return form.values.allDay ? readDays(form, texts) : readTimes(form, messages);
}

function readDays(
  { values, read, span }: EditorForm,
  texts: Texts,
): Span | { errors: EditorErrors } {
  const [start, last] = [dayOf(values.start), dayOf(values.end)];
  const errors: EditorErrors = {};
  if (isNaN(Date.parse(start))) errors.start = texts.firstDayMissing;
  if (isNaN(Date.parse(last))) errors.end = texts.lastDayMissing;
  if (errors.start || errors.end) return { errors };
  if (last < start) return { errors: { end: texts.lastDayBeforeFirst } };
  const end = span.allDay && values.end === read.end ? span.end : addDays(last, 1);
  return { start, end, allDay: true };
}
