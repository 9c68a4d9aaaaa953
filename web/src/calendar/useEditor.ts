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
import { type EditorErrors, type EditorValues, type Span, spanOf, valuesOf } from "./editor.ts";
import { changeOf, check, newEventOf } from "./editorRequest.ts";

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

  const create = async (event: NewEvent) => {
    earlier.current = submissionOf(event, earlier.current);
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
    const span = check(values, zone);
    setErrors("errors" in span ? span.errors : {});
    if ("errors" in span) return Object.keys(span.errors)[0];
    setBusy(true);
    try {
      if (!event) await create(newEventOf(values, span, zone));
      else {
        const moved = scope === "occurrence" && wasMoved(target);
        await actions.change(event, {
          ...changeOf(event, values, span, zone, touched.current, moved),
          ...(guests && { send_updates: tellGuests ? "all" : "none" }),
        });
        actions.onChanged(values.title.trim());
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

/** Whether the dialog was opened with another time than the event has. */
function wasMoved(target: Target): boolean {
  if (target.kind === "new") return false;
  const own = spanOf(target.event);
  return own?.start !== target.span.start || own.end !== target.span.end;
}
