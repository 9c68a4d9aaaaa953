/**
 * The dialog for one event: creates it, changes or deletes it, alone or with its series, or answers
 * its invitation.
 *
 * @module
 */
import { type FormEvent, useEffect, useId, useRef } from "react";
import {
  Button,
  CalendarSelect,
  EventLink,
  formatZone,
  Problem,
  refKey,
  refOf,
} from "../google-calendar/index.ts";
import { AnswerForm } from "./AnswerForm.tsx";
import "./eventDialog.css";
import { Check, EditorFields } from "./EditorFields.tsx";
import { isMarker, kindName, mayChangeShared, ownInvitation } from "./eventKinds.ts";
import { EventSummary, Reminders, TwoZones } from "./EventSummary.tsx";
import { Guests, Organizer } from "./Guests.tsx";
import type { Source } from "./loadedCalendars.ts";
import { OwnCalendar } from "./OwnCalendar.tsx";
import { ScopeChoice } from "./ScopeChoice.tsx";
import { type Deletion, deletionOf } from "./useDeletion.ts";
import { type EditorActions, useEditor } from "./useEditor.ts";
import type { ShownCalendar } from "./useShown.ts";
import type { Target } from "./useTarget.ts";
import { readableZone } from "./zones.ts";

interface EventDialogProps extends EditorActions {
  target: Target;
  /** By key. */
  calendars: ReadonlyMap<string, ShownCalendar>;
  sources: ReadonlyMap<string, Source>;
  onDelete: (deletion: Deletion) => void;
}

/** Open while it is rendered. */
export function EventDialog(props: EventDialogProps) {
  const { target, calendars, sources, onDelete, ...actions } = props;
  const editor = useEditor(target, actions);
  const { scope, form, choice, error, busy, loadingSeries } = editor;
  const { event, zone } = form;
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const own = event && calendars.get(refKey(event));
  const isWritable = own?.calendar.writable ?? true;
  const isForm = event === null || (isWritable && mayChangeShared(event));
  const isInvitation = event !== null && isWritable && ownInvitation(event) !== null;
  const hasGuests = isForm && editor.hasGuests;
  const key = event ? refKey(event) : choice.calendar && refKey(refOf(choice.calendar));
  const defaultReminders = sources.get(key ?? "")?.defaultReminders ??
    calendars.get(key ?? "")?.calendar.default_reminders ?? null;
  const isOccurrence = Boolean(target.opened?.event.recurring_event_id);

  useEffect(() => {
    const element = dialog.current!;
    element.showModal();
    element.querySelector<HTMLInputElement>("[name=title]")?.focus();
    return () => element.close();
  }, []);

  const submit = async (submitted?: FormEvent) => {
    submitted?.preventDefault();
    const invalid = await editor.save();
    if (invalid) dialog.current?.querySelector<HTMLInputElement>(`[name=${invalid}]`)?.focus();
  };
  const remove = () => {
    if (!event) return;
    onDelete(deletionOf(event, {
      if_match: event.etag ?? undefined,
      ...(hasGuests && { send_updates: editor.notifyGuests ? "all" as const : "none" as const }),
      ...(scope === "following" && { scope }),
    }));
    actions.onClose();
  };

  return (
    <dialog
      ref={dialog}
      className="gc-dialog event-dialog"
      aria-labelledby={titleId}
      onCancel={(cancelled) => {
        cancelled.preventDefault();
        if (!busy) actions.onClose();
      }}
    >
      <h2 id={titleId}>{!event ? "New event" : isForm ? "Edit event" : kindName(event)}</h2>
      <form className="gc-form" noValidate onSubmit={submit}>
        {isOccurrence && (isForm || isInvitation) && (
          <ScopeChoice
            legend={isForm ? "This event repeats. Change" : "This event repeats. Answer for"}
            scopes={isForm ? ["occurrence", "following", "series"] : ["occurrence", "series"]}
            scope={scope}
            onChoose={(next) => void editor.chooseScope(next)}
          />
        )}
        {isForm
          ? (
            <fieldset className="event-fields gc-form" disabled={loadingSeries}>
              <EditorFields
                // Another event needs new fields: a field's number of lines depends on its first text.
                key={event?.id}
                form={form}
                errors={editor.errors}
                onChange={editor.edit}
              />
            </fieldset>
          )
          : <EventSummary event={event} zone={zone} />}
        {!event && <CalendarSelect {...choice} />}
        {own && calendars.size > 1 && <OwnCalendar own={own} />}
        {event && <TwoZones event={event} />}
        {isInvitation && <Organizer event={event} />}
        {event && <Guests event={event} />}
        {isInvitation && (
          <>
            <AnswerForm
              key={event.id}
              event={event}
              busy={busy || loadingSeries}
              comment={form.values.comment}
              onComment={(comment) => editor.edit("comment", comment)}
              onAnswer={(answer) => void editor.answer(answer)}
            />
            <Check
              label="Show me as busy"
              checked={form.values.busy}
              onChange={(on) => editor.edit("busy", on)}
            />
          </>
        )}
        {hasGuests && (
          <Check
            label="Tell the guests by e-mail"
            checked={editor.notifyGuests}
            onChange={editor.setNotifyGuests}
          />
        )}
        {(!event || !isMarker(event)) && <Reminders event={event} defaults={defaultReminders} />}
        {!form.values.allDay && (
          <p className="gc-muted">
            Times in {readableZone(zone)} ({formatZone(zone, new Date())})
          </p>
        )}
        {error && (
          <Problem
            error={error}
            accountId={event?.account_id ?? choice.calendar?.account_id}
            busy={busy}
            onRetry={isForm ? () => void submit() : undefined}
          />
        )}
        <div className="gc-actions">
          {(isForm || isInvitation) && (
            <Button type="submit" busy={busy} busyLabel="Saving…" disabled={loadingSeries}>
              Save
            </Button>
          )}
          <Button look="plain" onClick={() => !busy && actions.onClose()}>
            {isForm || isInvitation ? "Cancel" : "Close"}
          </Button>
          {event && isWritable && !isMarker(event) && (
            <Button look="plain" className="delete" disabled={loadingSeries} onClick={remove}>
              {isInvitation ? "Remove" : "Delete"}
            </Button>
          )}
        </div>
        {event && <EventLink event={event} />}
      </form>
    </dialog>
  );
}
