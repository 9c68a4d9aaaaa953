/**
 * Shows one event beside where it was opened, on a phone as a sheet: when, where, who, and what the
 * person may do. An invitation is answered here.
 *
 * @module
 */
import { useId, useState } from "react";
import { Button, type CalendarEvent, EventLink, fill, Problem } from "../google-calendar/index.ts";
import { AnswerForm } from "./AnswerForm.tsx";
import { Check } from "./EditorFields.tsx";
import { isMarker, kindOf } from "./eventKinds.ts";
import "./eventPopover.css";
import { EventTime, Notes, OuterLink, Place, Reminders, TwoZones } from "./EventSummary.tsx";
import { Guests, Organizer } from "./Guests.tsx";
import { OwnCalendar } from "./OwnCalendar.tsx";
import type { Reminder } from "./reminders.ts";
import { ScopeChoice } from "./ScopeChoice.tsx";
import type { useEditor } from "./useEditor.ts";
import { usePlace } from "./usePlace.ts";
import type { ShownCalendar } from "./useShown.ts";
import { useTexts } from "./useTexts.ts";

interface EventPopoverProps {
  event: CalendarEvent;
  editor: ReturnType<typeof useEditor>;
  /** The calendar that it is in. */
  own: ShownCalendar | undefined;
  defaultReminders: Reminder[] | null;
  isOccurrence: boolean;
  isInvitation: boolean;
  /** Null if there is nothing that the person may change. */
  onEdit: (() => void) | null;
  /** Null if the person may not delete it. */
  onDelete: (() => void) | null;
  onClose: () => void;
}

/** Open while it is rendered. */
export function EventPopover(props: EventPopoverProps) {
  const { event, editor, own, defaultReminders, isOccurrence, isInvitation } = props;
  const { onEdit, onDelete, onClose } = props;
  const { scope, form, error, busy, loadingSeries } = editor;
  const { texts } = useTexts();
  const dialog = usePlace();
  const titleId = useId();
  const [isAsking, setAsking] = useState(false);
  const kind = kindOf(event);
  const close = () => !busy && onClose();
  const remove = () => {
    // What is deleted with it, or who hears of it, is asked first.
    if ((isOccurrence || editor.hasGuests) && !isAsking) setAsking(true);
    else onDelete?.();
  };
  const scopeChoice = (legend: string, scopes: Parameters<typeof ScopeChoice>[0]["scopes"]) => (
    <ScopeChoice
      legend={legend}
      scopes={scopes}
      scope={scope}
      onChoose={(next) => void editor.chooseScope(next)}
    />
  );
  return (
    <dialog
      ref={dialog}
      className="gc-dialog event-dialog event-popover"
      aria-labelledby={`${titleId} ${titleId}-kind`}
      onCancel={(cancelled) => {
        cancelled.preventDefault();
        close();
      }}
      onClick={(clicked) => {
        // The area around a modal dialog is the dialog itself, too.
        const { left, right, top, bottom } = clicked.currentTarget.getBoundingClientRect();
        const { clientX: x, clientY: y } = clicked;
        const isOutside = x < left || x > right || y < top || y > bottom;
        if (clicked.target === clicked.currentTarget && isOutside) close();
      }}
    >
      <div className="event-popover-head">
        <h2 id={titleId} tabIndex={-1}>{event.summary || texts.untitled}</h2>
        <Button
          look="plain"
          className="event-popover-close"
          aria-label={texts.close}
          onClick={close}
        >
          ×
        </Button>
      </div>
      {kind !== "event" && (
        <p id={`${titleId}-kind`} className="gc-muted">{texts[`kind_${kind}`]}</p>
      )}
      {event.status === "cancelled" && <p className="event-cancelled">{texts.cancelled}</p>}
      <div className="event-summary">
        <EventTime event={event} zone={form.zone} />
        <Place event={event} />
      </div>
      <TwoZones event={event} />
      <Join event={event} />
      <Organizer event={event} />
      <Guests event={event} />
      {isInvitation && (
        <>
          {isOccurrence && !isAsking &&
            scopeChoice(texts.answerWhich, ["occurrence", "series"])}
          <AnswerForm
            key={event.id}
            event={event}
            busy={busy || loadingSeries}
            comment={form.values.comment}
            onComment={(comment) => editor.edit("comment", comment)}
            onAnswer={(answer) => void editor.answer(answer)}
          />
        </>
      )}
      <Notes event={event} />
      {own && <OwnCalendar own={own} />}
      {!isMarker(event) && <Reminders event={event} defaults={defaultReminders} />}
      <WhyNot event={event} isWritable={own?.calendar.writable ?? true} />
      {isAsking && (
        <div className="gc-form event-asking">
          {isOccurrence && scopeChoice(
            texts.deleteWhich,
            isInvitation ? ["occurrence", "series"] : ["occurrence", "following", "series"],
          )}
          {editor.hasGuests && (
            <Check
              label={texts.tellGuests}
              checked={editor.notifyGuests}
              onChange={editor.setNotifyGuests}
            />
          )}
        </div>
      )}
      {error && <Problem error={error} accountId={event.account_id} busy={busy} />}
      <div className="gc-actions event-actions">
        {onEdit && !isAsking && <Button onClick={onEdit}>{texts.edit}</Button>}
        {onDelete && (
          <Button look="plain" className="delete" disabled={loadingSeries} onClick={remove}>
            {isInvitation ? texts.remove : texts.delete}
          </Button>
        )}
        {isAsking && <Button look="plain" onClick={() => setAsking(false)}>{texts.keep}</Button>}
      </div>
      <EventLink event={event} />
    </dialog>
  );
}

/** The ways to take part from afar. */
function Join({ event: { meeting } }: { event: CalendarEvent }) {
  const { texts } = useTexts();
  if (!meeting) return null;
  const { status, url, phone } = meeting;
  if (status === "pending") return <p className="gc-muted">{texts.meetingPending}</p>;
  if (status === "failed") return <p className="gc-muted">{texts.meetingFailed}</p>;
  return (
    <div className="event-join">
      {url && (
        <a className="gc-button gc-button-primary" href={url} target="_blank" rel="noreferrer">
          {texts.joinMeeting}
        </a>
      )}
      {phone.map(({ number, pin }) => (
        <p key={number}>
          <OuterLink href={`tel:${number}`}>{number}</OuterLink>
          {pin && <span className="gc-muted">{` ${fill(texts.pin, { pin })}`}</span>}
        </p>
      ))}
    </div>
  );
}

/** Why the event cannot be changed here. The calendar says it itself if it can only be read. */
function WhyNot({ event, isWritable }: { event: CalendarEvent; isWritable: boolean }) {
  const { texts } = useTexts();
  const kind = kindOf(event);
  if (!isWritable || kind === "event") return null;
  return (
    <p className="gc-muted">
      {kind === "invitation" ? texts.onlyOrganizer : texts.onlyGoogle}
    </p>
  );
}
