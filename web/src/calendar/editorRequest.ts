/**
 * What the event dialog sends: for a new event all of it, for one that is there the difference to
 * what was read. What nobody touched is neither checked nor sent.
 *
 * @module
 */
import type { EventChange, NewEvent } from "../google-calendar/index.ts";
import { type EditorErrors, type EditorValues, type Span, spanFields, spanOf } from "./editor.ts";
import { type EditorForm, isAnyTouched, isTouched, readSpan } from "./editorForm.ts";
import { recurrenceLines, untilPart } from "./recurrence.ts";

/** When the event is, or what to say beside which field. */
export function check(form: EditorForm, zone: string): Span | { errors: EditorErrors } {
  const span = readSpan(form, zone);
  const isTitleAsked = form.event === null || isTouched(form, "title");
  const errors: EditorErrors = {
    ...(isTitleAsked && form.values.title.trim() === "" && { title: "Give the event a title." }),
    ...("errors" in span && span.errors),
    ...(endsTooEarly(form) && { until: "This is before the event itself." }),
  };
  return "errors" in span || Object.keys(errors).length > 0 ? { errors } : span;
}

/** Whether the person made it so: rules whose end is before their start exist. */
function endsTooEarly(form: EditorForm): boolean {
  const isEarly = ({ repeats, until, start }: EditorValues) =>
    repeats !== "" && until !== "" && until < start.slice(0, 10);
  if (!isEarly(form.values)) return false;
  return isAnyTouched(form, ["repeats", "until"]) || form.event === null || !isEarly(form.read);
}

/** The event to create. */
export function newEventOf({ values }: EditorForm, span: Span, zone: string): NewEvent {
  const recurrence = recurrenceLines(values, values.allDay, zone);
  return {
    summary: values.title.trim(),
    ...spanFields(span, null, zone),
    ...(values.location.trim() && { location: values.location }),
    ...(values.description.trim() && { description: values.description }),
    transparency: values.busy ? "opaque" : "transparent",
    ...(recurrence && { recurrence }),
  };
}

/** The change to ask for: empty if nothing was changed. Null clears what was there. */
export function changeOf(form: EditorForm, span: Span, zone: string): EventChange {
  const { event, values } = form;
  const own = event && spanOf(event);
  const moved = own === null || span.start !== own.start || span.end !== own.end ||
    span.allDay !== own.allDay;
  const recurrence = recurrenceChange(form, zone);
  // Without a zone nobody knows when the next occurrence is after the clocks have changed.
  const needsZone = recurrence?.recurrence && !span.allDay && !event?.time_zone;
  const when = needsZone
    ? { ...spanFields(span, event, zone), time_zone: zone }
    : moved
    ? spanFields(span, event, zone)
    : {};
  return {
    ...(isTouched(form, "title") && { summary: values.title }),
    ...(isTouched(form, "location") && { location: values.location || null }),
    ...(isTouched(form, "description") && { description: values.description || null }),
    ...(isTouched(form, "busy") && {
      transparency: values.busy ? "opaque" as const : "transparent" as const,
    }),
    ...when,
    ...recurrence,
  };
}

/** How it repeats from now on; undefined if that stays. A rule that cannot be typed stays always. */
function recurrenceChange(
  form: EditorForm,
  zone: string,
): { recurrence: string[] | null } | undefined {
  const { event, read, values } = form;
  if (values.repeats === "OTHER") return undefined;
  // The last day is written otherwise if the event becomes all-day, or timed.
  const isRewritten = isTouched(form, "allDay") && values.repeats !== "" && values.until !== "";
  const hasUntil = values.repeats !== "" && isTouched(form, "until");
  if (!isTouched(form, "repeats") && !hasUntil && !isRewritten) return undefined;
  const kept = values.until === read.until && !isRewritten ? untilPart(event?.recurrence) : null;
  return { recurrence: recurrenceLines(values, values.allDay, zone, kept) };
}
