/**
 * Decides what the event dialog is open for: a new event, an event of the calendar, or a draft that
 * was kept while the person went to Google.
 *
 * @module
 */
import { useCallback, useRef, useState } from "react";
import {
  type CalendarEvent,
  forgetDraft,
  nextHour,
  type Span,
  spanOf,
  type Submission,
  useDraft,
} from "../google-calendar/index.ts";
import { type EditorForm, eventForm, newForm } from "./editorForm.ts";
import type { OpenedEvent, Scope } from "./scope.ts";

/** The state of the dialog that a draft keeps. */
export interface EditorState {
  /** Null for a new event. */
  opened: OpenedEvent | null;
  form: EditorForm;
  scope: Scope;
  notifyGuests: boolean;
}

/** What the dialog opens with. */
export interface Target extends EditorState {
  id: number;
  /** The dialog is away while its request is on its way. It comes back with its input if that fails. */
  isSending: boolean;
  /** The last attempt to create the event. */
  submission: Submission | null;
}

/** The name of the dialog's draft. */
export const DRAFT = "calendar";

/** `targets` are the dialogs, also those that are away. Only `open` is on the screen; null if none is. */
export function useTarget(zone: string) {
  const draft = useDraft<EditorState>(DRAFT);
  const [targets, setTargets] = useState<Target[]>(
    draft ? [{ ...draft.form, submission: draft.submission, id: 0, isSending: false }] : [],
  );
  const lastId = useRef(0);
  const add = useCallback((target: Omit<Target, "id" | "isSending">) => {
    const id = ++lastId.current;
    setTargets((before) => [
      ...before.filter(({ isSending }) => isSending),
      { ...target, id, isSending: false },
    ]);
  }, []);

  const openNew = useCallback((span: Span) => {
    add(targetOf(null, newForm(span, zone)));
  }, [add, zone]);
  const openNextHour = () => openNew(nextHour(new Date(), zone));
  const openEvent = (event: CalendarEvent, span = spanOf(event)) => {
    if (span) add(targetOf({ event, span }, eventForm(event, span, zone)));
  };
  const close = (id: number) => {
    forgetDraft(DRAFT);
    setTargets((before) => before.filter((target) => target.id !== id));
  };
  const setSending = (id: number, isSending: boolean) =>
    setTargets((before) =>
      before.map((target) => target.id === id ? { ...target, isSending } : target)
    );
  const open = targets.findLast(({ isSending }) => !isSending) ?? null;
  return { targets, open, openNew, openNextHour, openEvent, close, setSending };
}

function targetOf(
  opened: OpenedEvent | null,
  form: EditorForm,
): Omit<Target, "id" | "isSending"> {
  return { opened, form, scope: "occurrence", notifyGuests: true, submission: null };
}
