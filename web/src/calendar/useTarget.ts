/**
 * Decides what the event dialog is open for: a new event, an event of the calendar, or a draft that
 * was kept while the person went to Google.
 *
 * @module
 */
import { useCallback, useState } from "react";
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
  /** The last attempt to create the event. */
  submission: Submission | null;
}

/** The name of the dialog's draft. */
export const DRAFT = "calendar";

/** `target` is null while no dialog is open. */
export function useTarget(zone: string) {
  const draft = useDraft<EditorState>(DRAFT);
  const [target, setTarget] = useState<Target | null>(
    draft && { ...draft.form, submission: draft.submission },
  );

  const openNew = useCallback((span: Span) => {
    setTarget(targetOf(null, newForm(span, zone)));
  }, [zone]);
  const openNextHour = () => openNew(nextHour(new Date(), zone));
  const openEvent = (event: CalendarEvent, span = spanOf(event)) => {
    if (span) setTarget(targetOf({ event, span }, eventForm(event, span, zone)));
  };
  const close = () => {
    forgetDraft(DRAFT);
    setTarget(null);
  };
  return { target, openNew, openNextHour, openEvent, close };
}

function targetOf(opened: OpenedEvent | null, form: EditorForm): Target {
  return { opened, form, scope: "occurrence", notifyGuests: true, submission: null };
}
