/**
 * The organizer and the guests of an event, with their answers.
 *
 * @module
 */
import { type CalendarEvent, type EventAttendee, fill, Filled } from "../google-calendar/index.ts";
import { ownInvitation } from "./eventKinds.ts";
import { useTexts } from "./useTexts.ts";

/** The organizer of somebody else's event. Renders nothing for the person's own event. */
export function Organizer({ event }: { event: CalendarEvent }) {
  const { organizer, attendees } = event;
  const { texts } = useTexts();
  if (!organizer || organizer.self) return null;
  const { email } = organizer;
  const name = organizer.display_name ??
    attendees?.find((guest) => guest.organizer)?.display_name ?? null;
  return (
    <p>
      <Filled
        message={ownInvitation(event) ? texts.invitesYou : texts.organizer}
        values={{
          name: <strong>{name ?? email ?? texts.somebody}</strong>,
          email: name && email && <span className="gc-muted">({email})</span>,
        }}
      />
    </p>
  );
}

/** All guests, folded away if there are many. Renders nothing without guests. */
export function Guests({ event }: { event: CalendarEvent }) {
  const { attendees_omitted } = event;
  const guests = event.attendees ?? [];
  const { texts } = useTexts();
  if (guests.length === 0 && !attendees_omitted) return null;
  return (
    <details className="gc-more" open={guests.length <= FEW}>
      <summary>
        {attendees_omitted
          ? texts.someGuests
          : fill(texts.guests, { count: String(guests.length) })}
      </summary>
      <ul className="guests">
        {guests.map((guest, index) => <Guest key={index} guest={guest} />)}
      </ul>
      {attendees_omitted && <p className="gc-muted">{texts.guestsOmitted}</p>}
    </details>
  );
}

/** A longer list would push the rest out of the dialog. */
const FEW = 6;

function Guest({ guest }: { guest: EventAttendee }) {
  const { texts } = useTexts();
  const notes = [
    guest.self && texts.you,
    guest.organizer && texts.organizerRole,
    guest.resource && texts.room,
    guest.optional && texts.optional,
  ].filter(Boolean);
  return (
    <li>
      <span className="guest-name">
        {guest.display_name ?? guest.email ?? texts.unnamedGuest}
        {notes.length > 0 && <span className="gc-muted">({notes.join(", ")})</span>}
      </span>
      <span className={`answer is-${guest.response_status ?? "needs_action"}`}>
        {texts[`answer_${guest.response_status ?? "needs_action"}`]}
      </span>
      {guest.comment && <q className="gc-muted">{guest.comment}</q>}
    </li>
  );
}
