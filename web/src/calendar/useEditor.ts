/**
 * The life of one event dialog: typing, checking, choosing between an occurrence and its series,
 * saving, trying again.
 *
 * @module
 */
import { useRef, useState } from "react";
import {
  type CalendarError,
  type CalendarEvent,
  type EventChange,
  keepDraft,
  moveEnd,
  type NewEvent,
  type Submission,
  submissionOf,
  toCalendarError,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import {
  type EditorErrors,
  type EditorValues,
  readSpan,
  type Span,
  spanFields,
  spanOf,
  valuesOf,
} from "./editor.ts";
import { recurrenceLines } from "./recurrence.ts";

/** What the dialog was opened for. */
export type Target =
  | { kind: "new"; values: EditorValues; earlier: Submission | null }
  | { kind: "edit"; event: CalendarEvent; span: Span };

/** Which of the two is changed. */
export type Scope = "occurrence" | "series";

/** What the calendar does with the result. */
export interface EditorActions {
  change(before: CalendarEvent, request: EventChange): Promise<void>;
  failed(thrown: unknown): CalendarError;
  onAdded(event: CalendarEvent): void;
  onChanged(title: string): void;
  onClose(): void;
}

/** Under this name a half-finished event is kept on the way to Google and back. */
export const DRAFT = "calendar";

/** `save` resolves to the name of the first field that is not right yet, or to null. */
export function useEditor(target: Target, zone: string, actions: EditorActions) {
  const { client, userId } = useGoogleCalendar();
  const [event, setEvent] = useState(target.kind === "edit" ? target.event : null);
  const [scope, setScope] = useState<Scope>("occurrence");
  const [values, setValues] = useState<EditorValues>(() =>
    target.kind === "edit" ? valuesOf(target.event, target.span, zone) : target.values
  );
  const [tellGuests, setTellGuests] = useState(true);
  const [errors, setErrors] = useState<EditorErrors>({});
  const [error, setError] = useState<CalendarError | null>(null);
  const [busy, setBusy] = useState(false);
  /** While the series is read, nothing can be typed that it would overwrite. */
  const [switching, setSwitching] = useState(false);
  const earlier = useRef(target.kind === "new" ? target.earlier : null);
  const touched = useRef(new Set<keyof EditorValues>());
  const guests = (event?.attendees?.length ?? 0) > 0;

  const put = (field: keyof EditorValues, value: string | boolean) => {
    touched.current.add(field);
    setErrors((before) => ({ ...before, [field]: undefined }));
    setValues((before) => ({
      ...before,
      [field]: value,
      ...(field === "start" && {
        end: moveEnd(before.start, before.end, String(value), before.allDay ? "UTC" : zone),
      }),
    }));
  };

  const choose = async (next: Scope) => {
    if (target.kind !== "edit" || busy || switching) return;
    setError(null);
    setScope(next);
    const { event: occurrence, span } = target;
    if (next === "occurrence") {
      setEvent(occurrence);
      setValues(valuesOf(occurrence, span, zone));
    } else {
      setSwitching(true);
      try {
        // The series has its own start, title and version.
        const series = await client.event(occurrence.recurring_event_id!);
        setEvent(series);
        setValues(valuesOf(series, spanOf(series) ?? span, zone));
      } catch (thrown) {
        setScope("occurrence");
        setError(actions.failed(thrown));
        return;
      } finally {
        setSwitching(false);
      }
    }
    touched.current.clear();
  };

  const create = async (fields: Omit<NewEvent, "idempotency_key">) => {
    earlier.current = submissionOf(fields as NewEvent, earlier.current);
    try {
      actions.onAdded(await client.createEvent(earlier.current));
    } catch (thrown) {
      const failure = toCalendarError(thrown);
      // That key is spent: sending it again would only be told the same.
      if (failure.code === "event_deleted" || failure.code === "idempotency_mismatch") {
        earlier.current = null;
      }
      if (userId && failure.code === "reconnect_required") {
        keepDraft(DRAFT, { userId, values, earlier: earlier.current });
      }
      throw failure;
    }
  };

  const save = async (): Promise<string | null> => {
    if (busy || switching) return null;
    setError(null);
    const summary = values.title.trim();
    const span = readSpan(values, zone);
    const wrong: EditorErrors = {
      ...(summary === "" && { title: "Give the event a title." }),
      ...("errors" in span && span.errors),
      ...endsTooEarly(values) && { until: "This is before the event itself." },
    };
    setErrors(wrong);
    if ("errors" in span || wrong.title || wrong.until) return Object.keys(wrong)[0] ?? null;
    setBusy(true);
    try {
      const details = detailsOf(values);
      if (!event) {
        await create({
          summary,
          ...spanFields(span, zone),
          ...Object.fromEntries(Object.entries(details).filter(([, value]) => value !== null)),
          ...(values.repeats !== "" && {
            recurrence: recurrenceLines(values, values.allDay, zone)!,
          }),
        });
      } else {
        const was = (names: readonly (keyof EditorValues)[]) =>
          names.some((name) => touched.current.has(name));
        // The last day is written otherwise where the event is all-day.
        const repeated = (was(RECURRENCE) || (was(["allDay"]) && values.until !== "")) &&
          values.repeats !== "OTHER";
        const timed = repeated || was(TIMES) || (scope === "occurrence" && wasMoved(target));
        await actions.change(event, {
          summary,
          ...details,
          ...(timed && spanFields(span, event.time_zone ?? zone)),
          ...(repeated && { recurrence: recurrenceLines(values, values.allDay, zone) }),
          ...(guests && { send_updates: tellGuests ? "all" : "none" }),
        });
        actions.onChanged(summary);
      }
      actions.onClose();
    } catch (thrown) {
      const failure = actions.failed(thrown);
      setError(failure);
      // Saving again is meant for the newest version, which is behind the dialog by now.
      if (event && failure.code === "event_changed") {
        setEvent(await client.event(event.id).catch(() => event));
      }
      setBusy(false);
    }
    return null;
  };

  return {
    event,
    scope,
    choose,
    values,
    put,
    errors,
    error,
    busy,
    switching,
    save,
    guests,
    tellGuests,
    setTellGuests,
  };
}

const TIMES = ["start", "end", "allDay"] as const;
const RECURRENCE = ["repeats", "until"] as const;

function endsTooEarly({ repeats, until, start }: EditorValues): boolean {
  return repeats !== "" && until !== "" && until < start.slice(0, 10);
}

/** Whether the dialog was opened with another time than the event has. */
function wasMoved(target: Target): boolean {
  if (target.kind === "new") return false;
  const own = spanOf(target.event);
  return own?.start !== target.span.start || own.end !== target.span.end;
}

/** Null clears what was there. */
function detailsOf({ location, description, busy }: EditorValues) {
  return {
    location: location.trim() || null,
    description: description.trim() || null,
    transparency: busy ? "opaque" as const : "transparent" as const,
  };
}
