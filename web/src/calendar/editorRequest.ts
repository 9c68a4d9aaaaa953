/**
 * What the event dialog sends: checked first, then as the contract has it.
 *
 * @module
 */
import type { CalendarEvent, EventChange, NewEvent } from "../google-calendar/index.ts";
import { type EditorErrors, type EditorValues, readSpan, type Span, spanFields } from "./editor.ts";
import { recurrenceLines } from "./recurrence.ts";

/** When the event is, or what to say beside which field. */
export function check(values: EditorValues, zone: string): Span | { errors: EditorErrors } {
  const span = readSpan(values, zone);
  const { title, repeats, until, start } = values;
  const errors: EditorErrors = {
    ...(title.trim() === "" && { title: "Give the event a title." }),
    ...("errors" in span && span.errors),
    ...(repeats !== "" && until !== "" && until < start.slice(0, 10) && {
      until: "This is before the event itself.",
    }),
  };
  return "errors" in span || Object.keys(errors).length > 0 ? { errors } : span;
}

/** The event to create. */
export function newEventOf(values: EditorValues, span: Span, zone: string): NewEvent {
  const details = Object.entries(detailsOf(values)).filter(([, value]) => value !== null);
  const recurrence = recurrenceLines(values, values.allDay, zone);
  return {
    summary: values.title.trim(),
    ...spanFields(span, zone),
    ...Object.fromEntries(details),
    ...(recurrence && { recurrence }),
  };
}

const TIMES = ["start", "end", "allDay"] as const;
const RECURRENCE = ["repeats", "until"] as const;

/**
 * The change to ask for. Times and recurrence are left out where nobody touched them: the event may
 * have been moved elsewhere. `moved`: it was dragged to where it is shown.
 */
export function changeOf(
  event: CalendarEvent,
  values: EditorValues,
  span: Span,
  zone: string,
  touched: ReadonlySet<keyof EditorValues>,
  moved: boolean,
): EventChange {
  const wasTouched = (names: readonly (keyof EditorValues)[]) =>
    names.some((name) => touched.has(name));
  // The last day is written otherwise where the event is all-day.
  const repeated = values.repeats !== "OTHER" &&
    (wasTouched(RECURRENCE) || (touched.has("allDay") && values.until !== ""));
  return {
    summary: values.title.trim(),
    ...detailsOf(values),
    ...((moved || repeated || wasTouched(TIMES)) && spanFields(span, event.time_zone ?? zone)),
    ...(repeated && { recurrence: recurrenceLines(values, values.allDay, zone) }),
  };
}

/** Null clears what was there. */
function detailsOf({ location, description, busy }: EditorValues) {
  return {
    location: location.trim() || null,
    description: description.trim() || null,
    transparency: busy ? "opaque" as const : "transparent" as const,
  };
}
