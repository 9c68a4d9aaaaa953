/**
 * Converts between the form's guests and those of a request. In the form they are one text, an address
 * a line.
 *
 * @module
 */
import type { Attendee, CalendarEvent } from "../google-calendar/index.ts";

/** The addresses of the form's text. */
export function addressesOf(guests: string): string[] {
  return guests.split("\n").filter(Boolean);
}

/** The guests of an event as the form's text. */
export function readGuests(event: CalendarEvent): string {
  return (event.attendees ?? []).flatMap(({ email }) => email ?? []).join("\n");
}

/** The text with more guests: one address, or several with spaces, commas or semicolons between. */
export function withGuests(guests: string, typed: string): string {
  const known = new Set(addressesOf(guests).map((email) => email.toLowerCase()));
  const added = typed.split(/[\s,;]+/).filter((email) => {
    const isNew = email !== "" && !known.has(email.toLowerCase());
    known.add(email.toLowerCase());
    return isNew;
  });
  return [...addressesOf(guests), ...added].join("\n");
}

/** The text without one guest. */
export function withoutGuest(guests: string, email: string): string {
  return addressesOf(guests).filter((one) => one !== email).join("\n");
}

/** The guests to send. Those who stay are sent as they were read, also one without an address. */
export function attendeesOf(guests: string, event: CalendarEvent | null): Attendee[] {
  const emails = addressesOf(guests);
  const before = event?.attendees ?? [];
  const stay = before.filter(({ email }) => email === null || emails.includes(email));
  const known = new Set(before.map(({ email }) => email));
  return [...stay, ...emails.filter((email) => !known.has(email)).map((email) => ({ email }))];
}

/** The first new guest whose address is none; undefined if there is no such. */
export function invalidGuest(guests: string, read: string): string | undefined {
  const before = addressesOf(read);
  return addressesOf(guests).find((email) =>
    !before.includes(email) && !/^[^\s@]+@[^\s@]+$/.test(email)
  );
}
