/**
 * Puts the edits of one version of an event on another version, or on the event's series.
 *
 * @module
 */
import { isAnyTouched, isTouched, spanOf } from "../google-calendar/index.ts";
import { addressesOf, withGuests, withoutGuest } from "./guestList.ts";
import { type EditorForm, type EditorValues, TIMES } from "./editorForm.ts";

const DETAILS = [
  ...["title", "busy", "location", "description", "comment"] as const,
  ...["color", "reminders", "meet"] as const,
] as const;
const RECURRENCE = ["repeats", "interval", "days", "until", "count"] as const;

/**
 * The form `onto` with the edited values of `form`. `withTimes` says whether edited times and an
 * edited repetition are applied, too.
 */
export function rebase(form: EditorForm, onto: EditorForm, withTimes: boolean): EditorForm {
  const touched = (names: readonly (keyof EditorValues)[]) =>
    names.filter((name) => isTouched(form, name));
  const edited = Object.fromEntries(
    [...touched(DETAILS), ...(withTimes ? touched(RECURRENCE) : [])]
      .map((name) => [name, form.values[name]]),
  );
  const guests = rebasedGuests(form, onto);
  const result = { ...onto, values: { ...onto.values, ...edited, guests } };
  if (!withTimes || !(isAnyTouched(form, TIMES) || wasDragged(form))) return result;
  const { start, end, allDay } = form.values;
  // Start and end belong together: both stay as the person saw them.
  return {
    ...result,
    span: form.span,
    movedEnd: form.movedEnd,
    read: { ...result.read, start: form.read.start, end: form.read.end, allDay: form.read.allDay },
    values: { ...result.values, start, end, allDay },
  };
}

/** The guests of `onto`, and whoever was added, without whoever was taken away. */
function rebasedGuests({ read, values }: EditorForm, onto: EditorForm): string {
  const [before, now] = [addressesOf(read.guests), addressesOf(values.guests)];
  const added = now.filter((email) => !before.includes(email));
  const kept = before.filter((email) => !now.includes(email))
    .reduce(withoutGuest, onto.values.guests);
  return withGuests(kept, added.join(" "));
}

/** True if the dialog opened at another span than the event has. */
export function wasDragged({ event, span }: EditorForm): boolean {
  const own = event && spanOf(event);
  return own !== null && (own.start !== span.start || own.end !== span.end);
}
