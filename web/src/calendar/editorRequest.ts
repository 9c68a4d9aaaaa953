/**
 * Checks the form of the event dialog and makes its request. It adds repetition, and free or busy,
 * to the request that every event form makes.
 *
 * @module
 */
import {
  changedTexts,
  changedTimes,
  checkEvent,
  type EventChange,
  isAnyTouched,
  isTouched,
  type NewEvent,
  newEvent,
  type Span,
  spanFields,
} from "../google-calendar/index.ts";
import { type EditorErrors, type EditorForm, type EditorValues, readSpan } from "./editorForm.ts";
import { recurrenceLines, untilPart } from "./recurrence.ts";

/** The span to send, or one message for each invalid field. */
export function validate(form: EditorForm): Span | { errors: EditorErrors } {
  const checked = checkEvent(form, readSpan(form));
  if (!endsTooEarly(form)) return checked;
  const errors = "errors" in checked ? checked.errors : {};
  return { errors: { ...errors, until: "This is before the event itself." } };
}

/** True if the person made the rule end before its start. A rule that was read may do so. */
function endsTooEarly(form: EditorForm): boolean {
  const isEarly = ({ repeats, until, start }: EditorValues) =>
    repeats !== "" && until !== "" && until < start.slice(0, 10);
  if (!isEarly(form.values)) return false;
  return isAnyTouched(form, ["repeats", "until"]) || form.event === null || !isEarly(form.read);
}

/** The event to create. */
export function newEventOf(form: EditorForm, span: Span): NewEvent {
  const { values, zone } = form;
  const recurrence = recurrenceLines(values, values.allDay, zone);
  return {
    ...newEvent(form, span),
    transparency: values.busy ? "opaque" : "transparent",
    ...(recurrence && { recurrence }),
  };
}

/** The change to send: only what was edited, so it may be empty. Null clears a field. */
export function changeOf(form: EditorForm, span: Span): EventChange {
  const { event, values, zone } = form;
  const recurrence = recurrenceChange(form);
  // The zone decides when the next occurrence is after a clock change.
  const needsZone = recurrence?.recurrence && !span.allDay && !event?.time_zone;
  return {
    ...changedTexts(form),
    ...(isTouched(form, "busy") && {
      transparency: values.busy ? "opaque" as const : "transparent" as const,
    }),
    ...(needsZone
      ? { ...spanFields(span, event, zone), time_zone: zone }
      : changedTimes(form, span)),
    ...recurrence,
  };
}

/** The new repetition; undefined if it stays. A rule that the form cannot show always stays. */
function recurrenceChange(form: EditorForm): { recurrence: string[] | null } | undefined {
  const { event, read, values, zone } = form;
  if (values.repeats === "OTHER") return undefined;
  // An all-day event's last day is written as a date, a timed event's as a moment.
  const isRewritten = isTouched(form, "allDay") && values.repeats !== "" && values.until !== "";
  const hasNewUntil = values.repeats !== "" && isTouched(form, "until");
  if (!isTouched(form, "repeats") && !hasNewUntil && !isRewritten) return undefined;
  const exactEnd = values.until === read.until && !isRewritten
    ? untilPart(event?.recurrence)
    : null;
  return { recurrence: recurrenceLines(values, values.allDay, zone, exactEnd) };
}
