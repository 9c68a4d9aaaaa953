/**
 * The form for one event: creates it, changes or deletes it, alone or with its series. Of an invitation
 * it has what is the guest's own.
 *
 * @module
 */
import { type FormEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import {
  Button,
  type CalendarEvent,
  CalendarSelect,
  EventLink,
  fill,
  formatZone,
  Problem,
} from "../google-calendar/index.ts";
import "./eventDialog.css";
import { Check, EditorFields, OwnFields } from "./EditorFields.tsx";
import { kindOf } from "./eventKinds.ts";
import { EventSummary, TwoZones } from "./EventSummary.tsx";
import { Guests } from "./Guests.tsx";
import { OwnCalendar } from "./OwnCalendar.tsx";
import { peopleOf } from "./people.ts";
import type { Reminder } from "./reminders.ts";
import { ScopeChoice } from "./ScopeChoice.tsx";
import type { useEditor } from "./useEditor.ts";
import type { ShownCalendar } from "./useShown.ts";
import { useTexts } from "./useTexts.ts";
import { readableZone } from "./zones.ts";

interface EventEditorProps {
  editor: ReturnType<typeof useEditor>;
  /** The calendar that the event is in. */
  own: ShownCalendar | null | undefined;
  defaultReminders: Reminder[] | null;
  isOccurrence: boolean;
  /** The loaded events, whose guests are suggested. */
  events: CalendarEvent[];
  /** Whether title, time and guests are the person's to change. */
  isForm: boolean;
  /** Null if there is nothing to delete, or the person may not. */
  onDelete: (() => void) | null;
  onClose: () => void;
}

/** Open while it is rendered. */
export function EventEditor(props: EventEditorProps) {
  const { editor, own, defaultReminders, isOccurrence, isForm, onDelete, onClose } = props;
  const { events } = props;
  const { scope, form, choice, error, busy } = editor;
  const loadingSeries = editor.loadingSeries || editor.isPart;
  const { event, zone } = form;
  const { texts, locale } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [isAsking, setAsking] = useState(false);
  const people = useMemo(() => peopleOf(events, []), [events]);

  useEffect(() => {
    const element = dialog.current!;
    element.showModal();
    element.querySelector<HTMLInputElement>("[name=title]")?.focus();
    // The dialog came back because its request failed: the reason is at its end.
    element.querySelector(".gc-notice")?.scrollIntoView({ block: "center" });
    return () => element.close();
  }, []);

  /** Input is not lost by a key that is pressed by mistake. */
  const leave = () => {
    if (busy) return;
    if (editor.isTouched && !isAsking) setAsking(true);
    else onClose();
  };
  const submit = async (submitted?: FormEvent) => {
    submitted?.preventDefault();
    const invalid = await editor.save();
    if (invalid) dialog.current?.querySelector<HTMLInputElement>(`[name=${invalid}]`)?.focus();
  };

  return (
    <dialog
      ref={dialog}
      className="gc-dialog event-dialog"
      aria-labelledby={titleId}
      onCancel={(cancelled) => {
        cancelled.preventDefault();
        if (isAsking) setAsking(false);
        else leave();
      }}
      onClose={() => {
        // A browser closes a dialog by itself if Escape is pressed twice.
        if (!dialog.current?.isConnected || dialog.current.open) return;
        if (busy || editor.isTouched) {
          dialog.current.showModal();
          setAsking(true);
        } else onClose();
      }}
    >
      <h2 id={titleId}>
        {!event
          ? texts.newEvent
          : isForm
          ? texts.editEvent
          : fill(texts.editKind, { kind: texts[`kind_${kindOf(event)}`] })}
      </h2>
      <form className="gc-form" noValidate onSubmit={submit}>
        {isOccurrence && (
          <ScopeChoice
            legend={texts.changeWhich}
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
                people={people}
                allowsMeet={editor.allowsMeet}
                onChange={editor.edit}
              />
            </fieldset>
          )
          : event && <EventSummary event={event} zone={zone} />}
        {!event && <CalendarSelect {...choice} />}
        {own && <OwnCalendar own={own} />}
        {event && <TwoZones event={event} />}
        {event && (!isForm || event.attendees_omitted) && <Guests event={event} />}
        <OwnFields form={form} defaults={defaultReminders} onChange={editor.edit} />
        {editor.hasGuests && (
          <Check
            label={texts.tellGuests}
            checked={editor.notifyGuests}
            onChange={editor.setNotifyGuests}
          />
        )}
        {!form.values.allDay && (
          <p className="gc-muted">
            {fill(texts.timesIn, {
              zone: readableZone(zone),
              name: formatZone(zone, new Date(), locale),
            })}
          </p>
        )}
        {error && (
          <Problem
            error={error}
            accountId={event?.account_id ?? choice.calendar?.account_id}
            busy={busy}
            onRetry={() => void submit()}
          />
        )}
        {isAsking && (
          <div className="event-leave" role="alertdialog" aria-labelledby={`${titleId}-leave`}>
            <p id={`${titleId}-leave`}>{texts.discardQuestion}</p>
            <Button look="danger" onClick={onClose}>{texts.discard}</Button>
            <Button
              look="plain"
              autoFocus
              onClick={() =>
                setAsking(false)}
            >
              {texts.goOnEditing}
            </Button>
          </div>
        )}
        <div className="gc-actions event-actions">
          <Button type="submit" busy={busy} busyLabel={texts.saving} disabled={loadingSeries}>
            {texts.save}
          </Button>
          <Button look="plain" onClick={() => !busy && onClose()}>{texts.cancel}</Button>
          {onDelete && (
            <Button look="plain" className="delete" disabled={loadingSeries} onClick={onDelete}>
              {isForm ? texts.delete : texts.remove}
            </Button>
          )}
        </div>
        {event && <EventLink event={event} />}
      </form>
    </dialog>
  );
}
