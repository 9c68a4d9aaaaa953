/**
 * One event in a dialog: a new one, one to change or delete, alone or with its series, or an
 * invitation to answer.
 *
 * @module
 */
import { type FormEvent, useEffect, useId, useRef } from "react";
import { Button, EventLink, formatZone, Problem } from "../google-calendar/index.ts";
import { AnswerForm } from "./AnswerForm.tsx";
import "./eventDialog.css";
import { Check, EventFields } from "./EventFields.tsx";
import { isMarker, kindName, mayChangeShared, ownInvitation } from "./eventKinds.ts";
import { EventSummary, Reminders, TwoZones } from "./EventSummary.tsx";
import { Guests, Organizer } from "./Guests.tsx";
import type { Reminder } from "./reminders.ts";
import { ScopeChoice } from "./ScopeChoice.tsx";
import { type Deletion, deletionOf } from "./useDeletion.ts";
import { type EditorActions, type Target, useEditor } from "./useEditor.ts";
import { readableZone } from "./zones.ts";

interface EventDialogProps extends EditorActions {
  target: Target;
  zone: string;
  defaultReminders: Reminder[] | null;
  onDelete: (deletion: Deletion) => void;
}

/** Open as long as it is there. */
export function EventDialog(props: EventDialogProps) {
  const { target, zone, defaultReminders, onDelete, ...actions } = props;
  const editor = useEditor(target, zone, actions);
  const { event, scope, form, error, busy, guests, switching } = editor;
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const isForm = event === null || mayChangeShared(event);
  const isInvitation = event !== null && ownInvitation(event) !== null;
  const isOccurrence = target.kind === "edit" && Boolean(target.event.recurring_event_id);

  useEffect(() => {
    const element = dialog.current!;
    element.showModal();
    element.querySelector<HTMLInputElement>("[name=title]")?.focus();
    return () => element.close();
  }, []);

  const submit = async (submitted?: FormEvent) => {
    submitted?.preventDefault();
    const wrong = await editor.save();
    if (wrong) dialog.current?.querySelector<HTMLInputElement>(`[name=${wrong}]`)?.focus();
  };
  const remove = () => {
    if (!event) return;
    onDelete(deletionOf(event, {
      if_match: event.etag ?? undefined,
      ...(guests && { send_updates: editor.tellGuests ? "all" as const : "none" as const }),
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
            onChoose={(next) => void editor.choose(next)}
          />
        )}
        {isForm
          ? (
            <fieldset className="event-fields gc-form" disabled={switching}>
              <EventFields
                // A field is made anew for another event: whether it has lines depends on the text.
                key={event?.id}
                form={form}
                errors={editor.errors}
                zone={zone}
                put={editor.put}
              />
            </fieldset>
          )
          : <EventSummary event={event} zone={zone} />}
        {event && <TwoZones event={event} />}
        {isInvitation && <Organizer event={event} />}
        {event && <Guests event={event} />}
        {isInvitation && (
          <>
            <AnswerForm
              key={event.id}
              event={event}
              busy={busy || switching}
              onAnswer={(answer, comment) => void editor.answer(answer, comment)}
            />
            <Check
              label="Show me as busy"
              checked={form.values.busy}
              onChange={(on) => editor.put("busy", on)}
            />
          </>
        )}
        {guests && (
          <Check
            label="Tell the guests by e-mail"
            checked={editor.tellGuests}
            onChange={editor.setTellGuests}
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
            busy={busy}
            onRetry={isForm ? () => void submit() : undefined}
          />
        )}
        <div className="gc-actions">
          {(isForm || isInvitation) && (
            <Button type="submit" busy={busy} busyLabel="Saving…" disabled={switching}>Save</Button>
          )}
          <Button look="plain" onClick={() => !busy && actions.onClose()}>
            {isForm || isInvitation ? "Cancel" : "Close"}
          </Button>
          {event && !isMarker(event) && (
            <Button look="plain" className="delete" disabled={switching} onClick={remove}>
              {isInvitation ? "Remove" : "Delete"}
            </Button>
          )}
        </div>
        {event && <EventLink event={event} />}
      </form>
    </dialog>
  );
}
