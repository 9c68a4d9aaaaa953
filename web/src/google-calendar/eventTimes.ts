/**
 * Reads and moves the times of an event form. A time that was not edited stands for the moment that
 * was read: with its seconds, its offset, and the right one of two equal hours.
 *
 * @module
 */
import { english, type Messages } from "./english";
import type { EventErrors, EventForm, EventValues } from "./eventForm";
import { hasNoLength, type Span } from "./span";
import { readLocal, toLocalExact } from "./time";

/** The moment that a typed time stands for, in RFC 3339; null if the text is not a time. */
export function momentOf(
  { values, movedEnd, read, span, zone }: EventForm,
  name: "start" | "end",
): string | null {
  // The text that was read comes first: a start may have moved the end, and moved it back.
  if (!span.allDay && values[name] === read[name]) return span[name];
  if (name === "end" && movedEnd?.text === values.end) return movedEnd.moment;
  const typed = readLocal(values[name], zone);
  return "instant" in typed ? typed.instant.toISOString() : null;
}

/** The timed span that the form says, or one message for each invalid time. */
export function readTimes(
  form: EventForm,
  messages: Messages = english,
): Span | { errors: EventErrors } {
  const [start, end] = [momentOf(form, "start"), momentOf(form, "end")];
  if (start === null || end === null) {
    return {
      errors: {
        ...(start === null && { start: explainTime(form, "start", messages) }),
        ...(end === null && { end: explainTime(form, "end", messages) }),
      },
    };
  }
  const length = Date.parse(end) - Date.parse(start);
  if (length < 0 || (length === 0 && !hasNoLength(form.span))) {
    return { errors: { end: messages.endBeforeStart } };
  }
  return { start, end, allDay: false };
}

function explainTime(
  { values, zone }: EventForm,
  name: "start" | "end",
  messages: Messages,
): string {
  if (readLocal(values[name], zone).kind === "skipped") return messages.timeSkipped;
  return name === "start" ? messages.startMissing : messages.endMissing;
}

/** A note for a time that exists twice, because the clocks go back; else null. */
export function doubledNote(
  { values, zone }: EventForm,
  name: "start" | "end",
  messages: Messages = english,
): string | null {
  return readLocal(values[name], zone).kind === "doubled" ? messages.timeDoubled : null;
}

/** The form with another value. A new start moves the end, so that the event keeps its length. */
export function setValue<Values extends EventValues, Name extends keyof Values>(
  form: EventForm<Values>,
  name: Name,
  value: Values[Name],
): EventForm<Values> {
  const next = { ...form, values: { ...form.values, [name]: value } };
  return name === "start" ? withMovedEnd(form, next) : next;
}

/** An event whose length makes no sense gets an hour. An incomplete start moves nothing. */
function withMovedEnd<Values extends EventValues>(
  before: EventForm<Values>,
  after: EventForm<Values>,
): EventForm<Values> {
  const start = momentOf(after, "start");
  if (start === null) return after;
  const [oldStart, oldEnd] = [momentOf(before, "start"), momentOf(before, "end")];
  const length = oldStart !== null && oldEnd !== null
    ? Date.parse(oldEnd) - Date.parse(oldStart)
    : -1;
  const isKept = length > 0 || (length === 0 && hasNoLength(after.span));
  const end = new Date(Date.parse(start) + (isKept ? length : 3_600_000));
  const movedEnd = { text: toLocalExact(end, after.zone), moment: end.toISOString() };
  return { ...after, values: { ...after.values, end: movedEnd.text }, movedEnd };
}
