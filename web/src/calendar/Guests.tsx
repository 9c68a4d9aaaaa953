/**
 * The organizer and the guests of an event, with their answers.
 *
 * @module
 */
import type { CalendarEvent, EventAttendee } from "../google-calendar/index.ts";
import { ownInvitation } from "./eventKinds.ts";

/** The words for the answers of guests. */
export const ANSWERS: Record<NonNullable<EventAttendee["response_status"]>, string> = {
  needs_action: "not answered",
  declined: "declined",
  tentative: "tentative",
  accepted: "accepted",
};

/** The organizer of somebody else's event. Renders nothing for the person's own event. */
export function Organizer({ event }: { event: CalendarEvent }) {
  const { organizer, attendees } = event;
  if (!organizer || organizer.self) return null;
  const { email } = organizer;
  const name = organizer.display_name ??
    attendees?.find((guest) => guest.organizer)?.display_name ?? null;
  return (
    <p>
      {!ownInvitation(event) && "Organizer: "}
      <strong>{name ?? email ?? "Somebody"}</strong> {ownInvitation(event) && "invites you "}
      {name && email && <span className="gc-muted">({email})</span>}
    </p>
  );
}

/** All guests, folded away if there are many. Renders nothing without guests. */
export function Guests({ event }: { event: CalendarEvent }) {
  const { attendees_omitted } = event;
  const guests = event.attendees ?? [];
  if (guests.length === 0 && !attendees_omitted) return null;
  return (
    <details className="gc-more" open={guests.length <= FEW}>
      <summary>{attendees_omitted ? "Some of the guests" : `Guests (${guests.length})`}</summary>
      <ul className="guests">
        {guests.map((guest, index) => <Guest key={index} guest={guest} />)}
      </ul>
      {attendees_omitted && (
        <p className="gc-muted">
          Google does not list all guests of this event. The list cannot be changed here.
        </p>
      )}
    </details>
  );
}

/** A longer list would push the rest out of the dialog. */
const FEW = 6;

function Guest({ guest }: { guest: EventAttendee }) {
  const notes = [
    guest.self && "you",
    guest.organizer && "organizer",
    guest.resource && "room",
    guest.optional && "optional",
  ].filter(Boolean);
  return (
    <li>
      <span className="guest-name">
        {guest.display_name ?? guest.email ?? "Unnamed guest"}
        {notes.length > 0 && <span className="gc-muted">({notes.join(", ")})</span>}
      </span>
      <span className={`answer is-${guest.response_status ?? "needs_action"}`}>
        {ANSWERS[guest.response_status ?? "needs_action"]}
      </span>
      {guest.comment && <q className="gc-muted">{guest.comment}</q>}
    </li>
  );
}
