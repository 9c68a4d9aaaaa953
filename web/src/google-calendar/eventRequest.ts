/**
 * Checks an event form and makes the request's fields: the whole event if it is new, else the
 * difference to the event that was read.
 *
 * @module
 */
import type { NewEvent } from "./client";
import { english, type Messages } from "./english";
import { type EventErrors, type EventForm, isTouched } from "./eventForm";
import { readTimes } from "./eventTimes";
import { type Span, spanFields, spanOf } from "./span";

/**
 * The span to send, or one message for each invalid field. A title that was read and not edited is
 * not checked, because Google has events without a title.
 */
export function checkEvent(
  form: EventForm,
  span?: Span | { errors: EventErrors },
  messages: Messages = english,
): Span | { errors: EventErrors } {
  const times = span ?? readTimes(form, messages);
  const needsTitle = form.event === null || isTouched(form, "title");
  const errors: EventErrors = {
    ...(needsTitle && form.values.title.trim() === "" && { title: messages.titleMissing }),
    ...("errors" in times && times.errors),
  };
  return "errors" in times || Object.keys(errors).length > 0 ? { errors } : times;
}

/** The event to create. */
export function newEvent({ values, zone }: EventForm, span: Span): NewEvent {
  const { title, location, description } = values;
  return {
    summary: title.trim(),
    ...spanFields(span, null, zone),
    ...(location.trim() && { location }),
    ...(description.trim() && { description }),
  };
}

/** The texts that were edited, as fields of a change. Null clears a field. */
export function changedTexts(form: EventForm) {
  const { title, location, description } = form.values;
  return {
    ...(isTouched(form, "title") && { summary: title }),
    ...(isTouched(form, "location") && { location: location || null }),
    ...(isTouched(form, "description") && { description: description || null }),
  };
}

/** The times as fields of a change if `span` is not the event's own, else no fields. */
export function changedTimes({ event, zone }: EventForm, span: Span) {
  const own = event && spanOf(event);
  const isSame = own !== null && span.start === own.start && span.end === own.end &&
    span.allDay === own.allDay;
  return isSame ? {} : spanFields(span, event, zone);
}
