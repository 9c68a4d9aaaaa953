/**
 * People whom the person has met: the guests and organizers of loaded events.
 *
 * @module
 */
import type { CalendarEvent } from "../google-calendar/index.ts";

/** Somebody who can be invited. */
export interface Person {
  email: string;
  name: string | null;
}

/** Those met most often first; neither the person nor rooms, and nobody of `without`. */
export function peopleOf(events: CalendarEvent[], without: string[]): Person[] {
  const excluded = new Set(without.map((email) => email.toLowerCase()));
  const met = new Map<string, Person & { times: number }>();
  for (const { attendees, organizer } of events) {
    for (const guest of attendees ?? []) {
      if (guest.self && guest.email) excluded.add(guest.email.toLowerCase());
    }
    const isRoom = (email: string) =>
      /@(resource|group)\.calendar\.google\.com$/.test(email) ||
      attendees?.some((guest) => guest.resource && guest.email === email);
    const known = new Map([...attendees ?? [], ...(organizer && !organizer.self ? [organizer] : [])]
      .flatMap(({ email, display_name }) => email ? [[email.toLowerCase(), display_name]] : []));
    for (const [email, name] of known) {
      if (isRoom(email!)) continue;
      const { times = 0, name: before = null } = met.get(email!) ?? {};
      met.set(email!, { email: email!, name: name ?? before, times: times + 1 });
    }
  }
  return [...met.values()]
    .filter(({ email }) => !excluded.has(email))
    .sort((a, b) => b.times - a.times || a.email.localeCompare(b.email))
    .map(({ email, name }) => ({ email, name }));
}
