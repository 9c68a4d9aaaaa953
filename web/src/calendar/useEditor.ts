/**
 * The state of one event dialog: edits, the choice of a scope, saving, and answering an invitation.
 *
 * @module
 */
import { useState } from "react";
import {
  CalendarError,
  type CalendarEvent,
  type CalendarRef,
  type EventChange,
  type EventResponse,
  isAnyTouched,
  type NewEvent,
  refKey,
  refOf,
  type Span,
  spanOf,
  useCalendarChoice,
  useGoogleCalendar,
  useSubmission,
} from "../google-calendar/index.ts";
import type { Answer } from "./AnswerForm.tsx";
import { type EditorErrors, type EditorValues, eventForm, setEditorValue } from "./editorForm.ts";
import { changeOf, newEventOf, validate } from "./editorRequest.ts";
import { mayChangeShared } from "./eventKinds.ts";
import { rebase } from "./rebase.ts";
import { useWholeEvent } from "../mirror/useWholeEvent.ts";
import { formForScope, type Scope } from "./scope.ts";
import type { ShownCalendar } from "./useShown.ts";
import { DRAFT, type EditorState, type Target } from "./useTarget.ts";
import { useTexts } from "./useTexts.ts";

/** What the calendar does with the result. */
export interface EditorActions {
  /** Shows the change at once. Rejects if it fails, as `add` and `answer` do. */
  change(before: CalendarEvent, request: EventChange, title: string): Promise<void>;
  add(request: NewEvent, ref: CalendarRef, send: () => Promise<CalendarEvent>): Promise<void>;
  answer(event: CalendarEvent, answer: Answer, response: EventResponse): Promise<void>;
  /** A calendar as fields of a request. */
  fieldsOf(calendar: CalendarRef): Partial<CalendarRef>;
  /** The dialog goes while its request is on its way, and comes back if that fails. */
  onSending(isSending: boolean): void;
  onClose(): void;
}

/** `save` resolves to the name of the first invalid field, or to null. */
export function useEditor(
  { opened: target, submission, ...initial }: Target,
  calendars: ReadonlyMap<string, ShownCalendar>,
  actions: EditorActions,
) {
  const { client } = useGoogleCalendar();
  const { texts, messages } = useTexts();
  const choice = useCalendarChoice();
  const [form, setForm] = useState(initial.form);
  const [scope, setScope] = useState(initial.scope);
  const [notifyGuests, setNotifyGuests] = useState(initial.notifyGuests);
  const [errors, setErrors] = useState<EditorErrors>({});
  const { busy, error, create, send, fail, clearError } = useSubmission<EditorState>(
    DRAFT,
    submission,
  );
  const whole = useWholeEvent(target, actions.fieldsOf, (event) => {
    const onto = eventForm(event, spanOf(event) ?? initial.form.span, initial.form.zone);
    // The person may have gone on to the series by now.
    setForm((now) => now.event?.id === event.id ? rebase(now, onto, true) : now);
  });
  const { opened, isPart } = whole;
  /** While the series is loaded, its fields cannot be edited. */
  const [loadingSeries, setLoadingSeries] = useState(false);
  const { event, zone } = form;
  const hasGuests = (event === null || mayChangeShared(event)) &&
    (form.values.guests !== "" || (event?.attendees?.length ?? 0) > 0 ||
      event?.attendees_omitted === true);
  const calendar = event ? calendars.get(refKey(event))?.calendar : choice.calendar;
  const allowsMeet = calendar?.conference_types.includes("google_meet") ?? true;
  const state: EditorState = { opened, form, scope, notifyGuests };

  const edit = (field: keyof EditorValues, value: string | boolean) => {
    setErrors((before) => ({ ...before, [field]: undefined }));
    setForm((before) => setEditorValue(before, field, value));
  };

  const chooseScope = async (next: Scope) => {
    if (!opened || busy || loadingSeries) return;
    clearError();
    setErrors({});
    setScope(next);
    setLoadingSeries(next === "series");
    try {
      const onto = await formForScope(
        client,
        opened,
        zone,
        [scope, next],
        actions.fieldsOf(opened.event),
      );
      if (onto) setForm((before) => rebase(before, onto, false));
    } catch (thrown) {
      setScope(scope);
      fail(state, thrown);
    } finally {
      setLoadingSeries(false);
    }
  };

  /** Sends only what was edited, and nothing if nothing was. */
  const change = async (before: CalendarEvent, span: Span) => {
    const request = changeOf(form, span);
    if (Object.keys(request).length === 0) return;
    try {
      await actions.change(before, {
        ...request,
        ...(hasGuests && { send_updates: notifyGuests ? "all" : "none" }),
        ...(scope === "following" && { scope }),
      }, form.values.title || texts.untitled);
    } catch (thrown) {
      await showNewest(before, thrown);
      throw thrown;
    }
  };

  /** After `event_changed` the person's next "Save" is for the newest version. */
  const showNewest = async (before: CalendarEvent, thrown: unknown) => {
    if (!(thrown instanceof CalendarError) || thrown.code !== "event_changed") return;
    const { account_id, calendar_id } = before;
    const read = await client.event(before.id, actions.fieldsOf(before)).catch(() => before);
    const newest = { ...read, account_id, calendar_id };
    const onto = eventForm(newest, spanOf(newest) ?? form.span, zone);
    setForm((now) => rebase(now, onto, true));
  };

  const sendAndClose = async (attempt: () => Promise<void>) => {
    actions.onSending(true);
    if (await send(state, attempt)) actions.onClose();
    else actions.onSending(false);
  };

  const save = async (): Promise<string | null> => {
    if (busy || loadingSeries) return null;
    if (isPart) {
      if (whole.error) whole.retry();
      return null;
    }
    const span = validate(form, texts, messages);
    setErrors("errors" in span ? span.errors : {});
    if ("errors" in span) return Object.keys(span.errors)[0] ?? null;
    await sendAndClose(async () => {
      if (event) await change(event, span);
      else {
        const request: NewEvent = {
          // The calendar may have been chosen after the meeting.
          ...newEventOf(allowsMeet ? form : setEditorValue(form, "meet", false), span),
          ...(hasGuests && { send_updates: notifyGuests ? "all" : "none" }),
          ...choice.fields,
        };
        const send = () => create(request);
        if (choice.calendar) await actions.add(request, refOf(choice.calendar), send);
        else await send();
      }
    });
    return null;
  };

  const answer = async (response_status: Answer) => {
    if (!event || busy || loadingSeries) return;
    const { comment } = form.values;
    await sendAndClose(async () => {
      await actions.answer(event, response_status, {
        response_status,
        comment: comment.trim() === "" ? null : comment,
        send_updates: "all",
      });
    });
  };

  return {
    form,
    choice,
    scope,
    chooseScope,
    edit,
    errors,
    error: error ?? whole.error,
    busy,
    /** True while, or because, only a part of the event is known: it can be seen, but not edited. */
    isPart,
    loadingSeries,
    save,
    answer,
    hasGuests,
    allowsMeet,
    isTouched: isAnyTouched(form, Object.keys(form.values) as (keyof EditorValues)[]),
    notifyGuests,
    setNotifyGuests,
  };
}
