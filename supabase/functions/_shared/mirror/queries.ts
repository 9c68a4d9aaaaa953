/**
 * The queries that the mirror asks Google. A sync token belongs to the query of its list, so the query has
 * a number: with another number everything is read again.
 * https://developers.google.com/workspace/calendar/api/guides/sync
 *
 * @module
 */
import { mirrorFields } from "../google/calendarFields.ts";

/** Increase this with every change of a query below, the fields included. */
const NUMBER = 1;

/** A page of this many whole events takes about 2 MB and 40 to 70 ms of CPU time. */
export const PAGE_EVENTS = 1000;

interface Mirrored {
  googleCalendarId: string;
  timesOnly: boolean;
}

/** The number of the query of this calendar. */
export function queryNumber({ timesOnly }: { timesOnly: boolean }): number {
  return NUMBER * 2 + (timesOnly ? 1 : 0);
}

/** What all queries have in common. */
function common(mirrored: Mirrored) {
  return {
    calendarId: mirrored.googleCalendarId,
    maxAttendees: 100,
    fields: mirrorFields(mirrored),
  };
}

/** Series, single events and changed occurrences, each as it is, deleted ones too. */
function asTheyAre(mirrored: Mirrored) {
  return { ...common(mirrored), singleEvents: false, showDeleted: true };
}

/** Everything that ends after `from`. Its last page has a sync token. */
export function listQuery(mirrored: Mirrored, from: string) {
  return { ...asTheyAre(mirrored), timeMin: from };
}

/** What has changed since the sync token. */
export function changesQuery(mirrored: Mirrored, syncToken: string) {
  return { ...asTheyAre(mirrored), syncToken };
}

/** Single events and occurrences that end after `from` and start before `until`. */
export function windowQuery(mirrored: Mirrored, from: string, until: string) {
  return { ...common(mirrored), singleEvents: true, timeMin: from, timeMax: until };
}

/** The occurrences of a series that end after `from` and start before `until`. */
export function instancesQuery(mirrored: Mirrored, eventId: string, from: string, until: string) {
  return { ...common(mirrored), eventId, timeMin: from, timeMax: until };
}
