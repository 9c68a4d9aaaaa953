/**
 * One event in a dialog: a new one, or one to read, change or delete, alone or as a series.
 *
 * @module
 */
import { type FormEvent, useEffect, useId, useRef } from "react";
import { Button, EventLink, formatZone, Problem } from "../google-calendar/index.ts";
import "./eventDialog.css";
import { Check, EventFields } from "./EventFields.tsx";
import { UNTITLED } from "./gridEvents.ts";
import type { Deletion } from "./useDeletion.ts";
import { type EditorActions, type Scope, type Target, useEditor } from "./useEditor.ts";
import { readableZone } from "./zones.ts";

interface EventDialogProps extends EditorActions {
  target: Target;
  zone: string;
  onDelete: (deletion: Deletion) => void;
}

/** Open as long as it is there. */
export function EventDialog({ target, zone, onDelete, ...actions }: EventDialogProps) {
  const editor = useEditor(target, zone, actions);
  const { event, scope, values, error, busy, guests } = editor;
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const recurring = target.kind === "edit" && target.event.recurring_event_id !== null;

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
    const options = {
      if_match: event.etag ?? undefined,
      ...(guests && { send_updates: editor.tellGuests ? "all" as const : "none" as const }),
    };
    onDelete({ id: event.id, title: event.summary ?? UNTITLED, options });
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
      <h2 id={titleId}>{target.kind === "new" ? "New event" : "Edit event"}</h2>
      <form className="gc-form" noValidate onSubmit={submit}>
        {recurring && <ScopeChoice scope={scope} onChoose={(next) => void editor.choose(next)} />}
        <fieldset className="event-fields gc-form" disabled={editor.switching}>
          <EventFields
            values={values}
            errors={editor.errors}
            zone={zone}
            event={event}
            put={editor.put}
          />
        </fieldset>
        {guests && (
          <Check
            label="Tell the guests by e-mail"
            checked={editor.tellGuests}
            onChange={editor.setTellGuests}
          />
        )}
        {!values.allDay && (
          <p className="gc-muted">
            Times in {readableZone(zone)} ({formatZone(zone, new Date())})
          </p>
        )}
        {error && <Problem error={error} busy={busy} onRetry={() => void submit()} />}
        <div className="gc-actions">
          <Button type="submit" busy={busy} busyLabel="Saving…" disabled={editor.switching}>
            Save
          </Button>
          <Button look="plain" onClick={() => !busy && actions.onClose()}>Cancel</Button>
          {event && (
            <Button look="plain" className="delete" disabled={editor.switching} onClick={remove}>
              Delete
            </Button>
          )}
        </div>
        {event && <EventLink event={event} />}
      </form>
    </dialog>
  );
}

function ScopeChoice({ scope, onChoose }: { scope: Scope; onChoose: (scope: Scope) => void }) {
  const name = useId();
  const option = (value: Scope, label: string) => (
    <label className="check">
      <input
        type="radio"
        name={name}
        checked={scope === value}
        onChange={() => onChoose(value)}
      />
      {label}
    </label>
  );
  return (
    <fieldset className="scope">
      <legend>This event repeats. Change</legend>
      {option("occurrence", "only this one")}
      {option("series", "the whole series")}
    </fieldset>
  );
}
