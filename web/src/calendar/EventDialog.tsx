/**
 * The dialog for one event. An event of the calendar is shown first; its form comes after "Edit", or at
 * once where there is input already: for a new event, one that was dragged, or a draft.
 *
 * @module
 */
import { useState } from "react";
import { type CalendarEvent, isAnyTouched, refKey, refOf } from "../google-calendar/index.ts";
import type { EditorForm, EditorValues } from "./editorForm.ts";
import { type Deletion, deletionOf } from "./deletion.ts";
import { EventEditor } from "./EventEditor.tsx";
import { isMarker, mayChangeShared, ownInvitation } from "./eventKinds.ts";
import { EventPopover } from "./EventPopover.tsx";
import type { RangeData } from "./eventStore.ts";
import { wasDragged } from "./rebase.ts";
import { type EditorActions, useEditor } from "./useEditor.ts";
import type { ShownCalendar } from "./useShown.ts";
import type { Target } from "./useTarget.ts";
import { useTexts } from "./useTexts.ts";

interface EventDialogProps extends EditorActions {
  target: Target;
  /** False while its request is on its way, or another dialog is on the screen. */
  isOpen: boolean;
  /** By key. */
  calendars: ReadonlyMap<string, ShownCalendar>;
  sources: ReadonlyMap<string, RangeData>;
  onDelete: (deletion: Deletion) => void;
  /** What is loaded. The form suggests the guests of these. */
  events: CalendarEvent[];
}

/** True if the person has given the form something. A comment belongs to an answer. */
function hasInput(form: EditorForm): boolean {
  if (form.event === null || wasDragged(form)) return true;
  const fields = Object.keys(form.values) as (keyof EditorValues)[];
  return isAnyTouched(form, fields.filter((name) => name !== "comment"));
}

/** Keeps its input while it is not open. */
export function EventDialog(props: EventDialogProps) {
  const { target, isOpen, calendars, sources, onDelete, events, ...actions } = props;
  const editor = useEditor(target, calendars, actions);
  const { texts } = useTexts();
  const { scope, form, choice } = editor;
  const { event } = form;
  const own = event ? calendars.get(refKey(event)) : undefined;
  const isWritable = own?.calendar.writable ?? true;
  const isForm = event === null || (isWritable && mayChangeShared(event));
  const isInvitation = event !== null && isWritable && ownInvitation(event) !== null;
  const [isEditing, setEditing] = useState(hasInput(target.form));
  const key = event ? refKey(event) : choice.calendar && refKey(refOf(choice.calendar));
  const defaultReminders = sources.get(key ?? "")?.defaultReminders ??
    calendars.get(key ?? "")?.calendar.default_reminders ?? null;
  const isOccurrence = Boolean(target.opened?.event.recurring_event_id);

  const remove = () => {
    if (!event) return;
    onDelete(deletionOf(event, {
      if_match: event.etag ?? undefined,
      ...(editor.hasGuests && {
        send_updates: editor.notifyGuests ? "all" as const : "none" as const,
      }),
      ...(scope === "following" && { scope }),
    }, texts.untitled));
    actions.onClose();
  };
  const shared = {
    ...{ editor, own, defaultReminders, isOccurrence },
    onDelete: event && isWritable && !isMarker(event) ? remove : null,
    onClose: actions.onClose,
  };
  if (!isOpen) return null;
  if (event && !(isEditing && (isForm || isInvitation))) {
    return (
      <EventPopover
        event={event}
        {...shared}
        isInvitation={isInvitation}
        onEdit={isForm || isInvitation ? () => setEditing(true) : null}
      />
    );
  }
  return <EventEditor {...shared} isForm={isForm} events={events} />;
}
