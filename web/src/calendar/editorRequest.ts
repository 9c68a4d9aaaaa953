/**
 * Checks the form of the event dialog and makes its request. It adds to the request that every event
 * form makes what only the dialog has.
 *
 * @module
 */
import {
  changedTexts,
  changedTimes,
  checkEvent,
  type EventChange,
  fill,
  isAnyTouched,
  isTouched,
  type Messages,
  type NewEvent,
  newEvent,
  type Span,
  spanFields,
} from "../google-calendar/index.ts";
import { type EditorErrors, type EditorForm, type EditorValues, readSpan } from "./editorForm.ts";
import { english, type Texts } from "./english.ts";
import { attendeesOf, invalidGuest } from "./guestList.ts";
import { recurrenceLines, untilPart } from "./recurrence.ts";
import { remindersOf } from "./reminderChoice.ts";

/** The span to send, or one message for each invalid field. */
export function validate(
  form: EditorForm,
  texts: Texts = english,
  messages?: Messages,
): Span | { errors: EditorErrors } {
  const checked = checkEvent(form, readSpan(form, texts, messages), messages);
  const own = ownErrors(form, texts);
  if (Object.keys(own).length === 0) return checked;
  return { errors: { ...("errors" in checked && checked.errors), ...own } };
}

function ownErrors(form: EditorForm, texts: Texts): EditorErrors {
  const { values, read } = form;
  const { repeats, interval, count, guests } = values;
  const errors: EditorErrors = {};
  if (repeats !== "" && repeats !== "OTHER") {
    if (!isWhole(interval, 999)) errors.interval = fill(texts.numberFromTo, { most: "999" });
    if (count !== "" && !isWhole(count, 9999)) {
      errors.count = fill(texts.numberFromTo, { most: "9999" });
    }
  }
  if (endsTooEarly(form)) errors.until = texts.untilTooEarly;
  const invalid = invalidGuest(guests, read.guests);
  if (invalid !== undefined) errors.guests = fill(texts.noAddress, { typed: invalid });
  return errors;
}

function isWhole(text: string, most: number): boolean {
  return /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= most;
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
    ...(values.guests && { attendees: attendeesOf(values.guests, null) }),
    ...(values.color && { color_id: values.color }),
    ...(values.reminders !== "default" && { reminders: remindersOf(values.reminders) }),
    ...(values.meet && { conference: "google_meet" as const }),
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
    ...(isTouched(form, "guests") && { attendees: attendeesOf(values.guests, event) }),
    ...(isTouched(form, "color") && { color_id: values.color || null }),
    ...(isTouched(form, "reminders") && { reminders: remindersOf(values.reminders) }),
    ...(isTouched(form, "meet") && { conference: values.meet ? "google_meet" as const : null }),
  };
}

/** The new repetition; undefined if it stays. A rule that the form cannot show always stays. */
function recurrenceChange(form: EditorForm): { recurrence: string[] | null } | undefined {
  const { event, read, values, zone } = form;
  if (values.repeats === "OTHER") return undefined;
  // An all-day event's last day is written as a date, a timed event's as a moment.
  const isRewritten = isTouched(form, "allDay") && values.repeats !== "" && values.until !== "";
  const hasNewParts = values.repeats !== "" &&
    isAnyTouched(form, ["interval", "days", "until", "count"]);
  if (!isTouched(form, "repeats") && !hasNewParts && !isRewritten) return undefined;
  const exactEnd = values.until === read.until && !isRewritten
    ? untilPart(event?.recurrence)
    : null;
  return { recurrence: recurrenceLines(values, values.allDay, zone, exactEnd) };
}
