/**
 * The state of an event form: the values as they were read, and as they are now.
 *
 * @module
 */
import type { CalendarEvent } from "./client";
import type { Span } from "./span";
import { toLocalExact } from "./time";

/** The values of the fields that every event form has. Times are `datetime-local` values. */
export interface EventValues {
  title: string;
  start: string;
  end: string;
  location: string;
  description: string;
}

/** One message for each invalid field. */
export type EventErrors<Name extends string = "title" | "start" | "end"> = Partial<
  Record<Name, string | undefined>
>;

/** A form. `Values` may have more fields than `EventValues`. */
export interface EventForm<Values extends EventValues = EventValues> {
  /** The event as Google has it; null for a new event. */
  event: CalendarEvent | null;
  /** When the event is, or where a person dragged it to. */
  span: Span;
  /** The IANA zone of the times in `read` and `values`. */
  zone: string;
  /** The values of the untouched form. */
  read: Values;
  values: Values;
  /** The end that a new start brought with it: its text, and the exact moment. */
  movedEnd: { text: string; moment: string } | null;
}

/** An untouched form. */
export function untouchedForm<Values extends EventValues>(
  form: Pick<EventForm<Values>, "event" | "span" | "zone" | "read">,
): EventForm<Values> {
  return { ...form, values: form.read, movedEnd: null };
}

/** A form for a new, timed event. */
export function newEventForm(span: Span, zone: string, title = ""): EventForm {
  const read = { title, ...typedTimes(span, zone), location: "", description: "" };
  return untouchedForm({ event: null, span, zone, read });
}

/** The form at another span; its other values stay. */
export function atSpan(form: EventForm, span: Span): EventForm {
  const times = typedTimes(span, form.zone);
  const [read, values] = [{ ...form.read, ...times }, { ...form.values, ...times }];
  return { ...form, span, read, values, movedEnd: null };
}

/** The times of a timed span as values of a form. */
export function typedTimes({ start, end }: Span, zone: string): Pick<EventValues, "start" | "end"> {
  return {
    start: toLocalExact(new Date(start), zone),
    end: toLocalExact(new Date(end), zone),
  };
}

/** True if a value differs from what was read. */
export function isTouched<Values extends EventValues>(
  { read, values }: Pick<EventForm<Values>, "read" | "values">,
  name: keyof Values,
): boolean {
  const [before, now] = [read[name], values[name]].map((value) =>
    // A text area turns every line break into "\n".
    typeof value === "string" ? value.replace(/\r\n?/g, "\n") : value
  );
  return before !== now;
}

/** True if one of the values differs from what was read. */
export function isAnyTouched<Values extends EventValues>(
  form: EventForm<Values>,
  names: readonly (keyof Values)[],
): boolean {
  return names.some((name) => isTouched(form, name));
}
