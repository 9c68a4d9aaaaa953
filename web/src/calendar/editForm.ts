/**
 * What happens to the form of the event dialog: a field is typed in, or the event under it becomes
 * another version of itself.
 *
 * @module
 */
import { moveEnd, toLocalExact } from "../google-calendar/index.ts";
import { type EditorValues, spanOf } from "./editor.ts";
import {
  type EditorForm,
  isAnyTouched,
  isEmpty,
  isTouched,
  momentOf,
  TIMES,
} from "./editorForm.ts";

const DETAILS = ["title", "busy", "location", "description"] as const;
const RECURRENCE = ["repeats", "until"] as const;

/** The form after one field was typed in. The end moves with the start. */
export function put<Name extends keyof EditorValues>(
  form: EditorForm,
  name: Name,
  value: EditorValues[Name],
  zone: string,
): EditorForm {
  const next = { ...form, values: { ...form.values, [name]: value } };
  return name === "start" ? withMovedEnd(form, next, zone) : next;
}

function withMovedEnd(before: EditorForm, after: EditorForm, zone: string): EditorForm {
  const { values } = after;
  if (values.allDay) {
    const end = moveEnd(before.values.start, before.values.end, values.start, "UTC");
    return { ...after, values: { ...values, end } };
  }
  const [was, ended, now] = [
    momentOf(before, "start", zone),
    momentOf(before, "end", zone),
    momentOf(after, "start", zone),
  ];
  if (now === null) return after;
  const length = was !== null && ended !== null ? Date.parse(ended) - Date.parse(was) : -1;
  const keeps = length > 0 || (length === 0 && isEmpty(after.span));
  const end = new Date(Date.parse(now) + (keeps ? length : 3_600_000));
  const movedEnd = { text: toLocalExact(end, zone), moment: end.toISOString() };
  return { ...after, values: { ...values, end: movedEnd.text }, movedEnd };
}

/**
 * The form on top of another version of the event, or of its series: what was typed stays, and
 * everything else is as that version has it. `times` says whether typed times stay as well.
 */
export function rebase(form: EditorForm, onto: EditorForm, times: boolean): EditorForm {
  const touched = (names: readonly (keyof EditorValues)[]) =>
    names.filter((name) => isTouched(form, name));
  const kept = Object.fromEntries(
    [...touched(DETAILS), ...(times ? touched(RECURRENCE) : [])]
      .map((name) => [name, form.values[name]]),
  );
  const result = { ...onto, values: { ...onto.values, ...kept } };
  if (!times || !(isAnyTouched(form, TIMES) || wasDragged(form))) return result;
  const { start, end, allDay } = form.values;
  // Start and end belong together: both are as the person saw them.
  return {
    ...result,
    span: form.span,
    movedEnd: form.movedEnd,
    read: { ...result.read, start: form.read.start, end: form.read.end, allDay: form.read.allDay },
    values: { ...result.values, start, end, allDay },
  };
}

/** Whether the dialog was opened for another time than the event has. */
function wasDragged({ event, span }: EditorForm): boolean {
  const own = event && spanOf(event);
  return own !== null && span !== null && (own.start !== span.start || own.end !== span.end);
}
