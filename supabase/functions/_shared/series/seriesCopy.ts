/**
 * Copies a series for the series that continues it: everything that Google stores and that can be
 * written.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { GOOGLES_PLAIN_NAMES } from "../google/plainFields.ts";
import { isOwnNote } from "../events/changeMarks.ts";

type Event = calendar_v3.Schema$Event;

/** https://developers.google.com/workspace/calendar/api/v3/reference/events: what can be written. */
const COPIED = [
  ...["summary", ...GOOGLES_PLAIN_NAMES, "status", "eventType"],
  ...["reminders", "source", "attachments", "gadget"],
  ...["anyoneCanAddSelf", "guestsCanInviteOthers", "guestsCanModify", "guestsCanSeeOtherGuests"],
  ...["birthdayProperties", "focusTimeProperties", "outOfOfficeProperties"],
  ...["workingLocationProperties"],
] as const satisfies (keyof Event)[];

/** The series' content without its times, its recurrence and this project's own notes. */
export function contentOf(series: Event, newId: string): Event {
  const { attendees, conferenceData, extendedProperties } = series;
  const own = Object.entries(extendedProperties?.private ?? {})
    .filter(([name]) => !isOwnNote(name));
  return {
    ...Object.fromEntries(
      COPIED.filter((name) => series[name] != null).map((name) => [name, series[name]]),
    ),
    ...conferenceData && { conferenceData: conferenceOf(conferenceData, newId) },
    ...attendees && { attendees: attendees.map(guestOf) },
    extendedProperties: { ...extendedProperties, private: Object.fromEntries(own) },
  };
}

/** The same meeting. A meeting that Google has not made yet is requested again, by the new event's id. */
function conferenceOf(
  { createRequest, ...made }: calendar_v3.Schema$ConferenceData,
  newId: string,
): calendar_v3.Schema$ConferenceData {
  if (made.conferenceId || made.entryPoints?.length) return made;
  const conferenceSolutionKey = createRequest?.conferenceSolutionKey;
  return { createRequest: { requestId: newId, conferenceSolutionKey } };
}

function guestOf(guest: calendar_v3.Schema$EventAttendee): calendar_v3.Schema$EventAttendee {
  const { self: _self, organizer: _organizer, ...written } = guest;
  return written;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The content with a change applied as Google's patch applies it: absent fields stay, null clears, objects
 * merge, and lists are replaced.
 */
export function patched<T extends object>(content: T, change: object): T {
  const result = new Map<string, unknown>(Object.entries(content));
  for (const [name, value] of Object.entries(change)) {
    const before = result.get(name);
    if (value === null) result.delete(name);
    else if (isObject(value)) result.set(name, patched(isObject(before) ? before : {}, value));
    else if (value !== undefined) result.set(name, value);
  }
  return Object.fromEntries(result) as T;
}
