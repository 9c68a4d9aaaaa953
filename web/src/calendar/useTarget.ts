/**
 * What the event dialog is open for: a new event, one that is there, or one that was left
 * half-finished on the way to Google.
 *
 * @module
 */
import { useCallback, useEffect, useState } from "react";
import {
  type CalendarEvent,
  type Draft,
  forgetDraft,
  nextFullHour,
  readDraft,
  readLocal,
} from "../google-calendar/index.ts";
import { type EditorValues, type Span, spanOf } from "./editor.ts";
import { draftForm, newForm } from "./editorForm.ts";
import { DRAFT, type Target } from "./useEditor.ts";

/** Null while no dialog is open. */
export function useTarget(userId: string | null, zone: string) {
  const [target, setTarget] = useState<Target | null>(() => draftTarget(userId));
  // Not while rendering: what is rendered may be thrown away, and done again.
  useEffect(() => forgetDraft(DRAFT), []);

  const openNew = useCallback((span: Span) => {
    setTarget({ kind: "new", form: newForm(span, zone), earlier: null });
  }, [zone]);
  const openNext = () => {
    const start = readLocal(nextFullHour(new Date(), zone), zone);
    const from = "instant" in start ? start.instant : new Date();
    const end = new Date(from.getTime() + 3_600_000);
    openNew({ start: from.toISOString(), end: end.toISOString(), allDay: false });
  };
  const openEvent = (event: CalendarEvent) => {
    const span = spanOf(event);
    if (span) setTarget({ kind: "edit", event, span });
  };
  return { target, setTarget, openNew, openNext, openEvent };
}

/** The event that was left half-finished on the way to Google. */
function draftTarget(userId: string | null): Target | null {
  const draft: Draft<EditorValues> | null = userId ? readDraft(DRAFT, userId) : null;
  return draft && { kind: "new", form: draftForm(draft.values), earlier: draft.earlier };
}
