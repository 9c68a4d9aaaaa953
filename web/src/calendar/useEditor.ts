/**
 * The life of one event dialog: typing, checking, choosing how much of a series is meant, saving,
 * answering an invitation, trying again.
 *
 * @module
 */
import { useRef, useState } from "react";
import {
  type CalendarError,
  type CalendarEvent,
  type EventChange,
  keepDraft,
  type NewEvent,
  type Submission,
  submissionOf,
  toCalendarError,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import { type EditorErrors, type EditorValues, type Span, spanOf } from "./editor.ts";
import { put as typed, rebase } from "./editForm.ts";
import { type EditorForm, eventForm } from "./editorForm.ts";
import { changeOf, check, newEventOf } from "./editorRequest.ts";
import { mayChangeShared, UNTITLED } from "./eventKinds.ts";

/** What the dialog was opened for. */
export type Target =
  | { kind: "new"; form: EditorForm; earlier: Submission | null }
  | { kind: "edit"; event: CalendarEvent; span: Span };

/** What a person can answer here. */
export type Answer = "accepted" | "tentative" | "declined";

/** How much of a series is meant. */
export type Scope = "occurrence" | "following" | "series";

/** What the calendar does with the result. */
export interface EditorActions {
  change(before: CalendarEvent, request: EventChange): Promise<void>;
  failed(thrown: unknown): CalendarError;
  onAdded(event: CalendarEvent): void;
  onAnswered(event: CalendarEvent, answer: Answer): void;
  onChanged(title: string): void;
  onClose(): void;
}

/** Under this name a half-finished event is kept on the way to Google and back. */
export const DRAFT = "calendar";

/** `save` resolves to the name of the first field that is not right yet, or to null. */
export function useEditor(target: Target, zone: string, actions: EditorActions) {
  const { client, userId } = useGoogleCalendar();
  const [form, setForm] = useState<EditorForm>(() =>
    target.kind === "edit" ? eventForm(target.event, target.span, zone) : target.form
  );
  const [scope, setScope] = useState<Scope>("occurrence");
  const [tellGuests, setTellGuests] = useState(true);
  const [errors, setErrors] = useState<EditorErrors>({});
  const [error, setError] = useState<CalendarError | null>(null);
  const [busy, setBusy] = useState(false);
  /** While the series is read, nothing can be typed that it would overwrite. */
  const [switching, setSwitching] = useState(false);
  const earlier = useRef(target.kind === "new" ? target.earlier : null);
  const { event } = form;
  const guests = event !== null && mayChangeShared(event) &&
    ((event.attendees?.length ?? 0) > 0 || event.attendees_omitted === true);

  const put = (field: keyof EditorValues, value: string | boolean) => {
    setErrors((before) => ({ ...before, [field]: undefined }));
    setForm((before) => typed(before, field, value, zone));
  };

  const choose = async (next: Scope) => {
    if (target.kind !== "edit" || busy || switching) return;
    setError(null);
    setErrors({});
    setScope(next);
    const { event: occurrence, span } = target;
    // These two are about the same event, and what was typed is meant for either.
    if (next !== "series" && scope !== "series") return;
    if (next !== "series") {
      setForm((before) => rebase(before, eventForm(occurrence, span, zone), false));
      return;
    }
    setSwitching(true);
    try {
      // The series has its own start, title and version.
      const series = await client.event(occurrence.recurring_event_id!);
      const own = eventForm(series, spanOf(series) ?? span, zone);
      setForm((before) => rebase(before, own, false));
    } catch (thrown) {
      setScope(scope);
      setError(actions.failed(thrown));
    } finally {
      setSwitching(false);
    }
  };

  const create = async (created: NewEvent) => {
    earlier.current = submissionOf(created, earlier.current);
    try {
      actions.onAdded(await client.createEvent(earlier.current));
    } catch (thrown) {
      const failure = toCalendarError(thrown);
      // That key is spent: sending it again would only be told the same.
      if (failure.code === "event_deleted" || failure.code === "idempotency_mismatch") {
        earlier.current = null;
      }
      if (userId && failure.code === "reconnect_required") {
        keepDraft(DRAFT, { userId, values: form.values, earlier: earlier.current });
      }
      throw failure;
    }
  };

  /** Only what differs from what was read; nothing is asked for if nothing does. */
  const change = async (before: CalendarEvent, span: Span) => {
    const request = changeOf(form, span, zone);
    if (Object.keys(request).length === 0) return;
    await actions.change(before, {
      ...request,
      ...(guests && { send_updates: tellGuests ? "all" : "none" }),
      ...(scope === "following" && { scope }),
    });
    actions.onChanged(form.values.title || UNTITLED);
  };

  /** Closes the dialog after `act`, or tells why it failed. */
  const closeAfter = async (act: () => Promise<void>) => {
    setError(null);
    setBusy(true);
    try {
      await act();
      actions.onClose();
    } catch (thrown) {
      const failure = actions.failed(thrown);
      setError(failure);
      // Saving again is meant for the newest version, which is behind the dialog by now.
      if (event && failure.code === "event_changed") {
        const newest = await client.event(event.id).catch(() => event);
        const own = eventForm(newest, spanOf(newest) ?? form.span!, zone);
        setForm((now) => rebase(now, own, true));
      }
      setBusy(false);
    }
  };

  const save = async (): Promise<string | null> => {
    if (busy || switching) return null;
    const span = check(form, zone);
    setErrors("errors" in span ? span.errors : {});
    if ("errors" in span) return Object.keys(span.errors)[0];
    await closeAfter(() => event ? change(event, span) : create(newEventOf(form, span, zone)));
    return null;
  };

  const answer = async (response_status: Answer, comment: string) => {
    if (!event || busy || switching) return;
    await closeAfter(async () => {
      const answered = await client.respond(event.id, {
        response_status,
        comment: comment.trim() === "" ? null : comment,
        send_updates: "all",
      });
      actions.onAnswered(answered, response_status);
    });
  };

  return {
    form,
    event,
    scope,
    choose,
    put,
    errors,
    error,
    busy,
    switching,
    save,
    answer,
    guests,
    tellGuests,
    setTellGuests,
  };
}
