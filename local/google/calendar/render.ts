/**
 * Renders events as Google returns them: with offsets of the reader's zone, links, `self`, and the reader's
 * own attendance. A deleted event has the guaranteed fields only.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { isPrimary, type World } from "../world.ts";
import { hangoutLinkOf, renderConference } from "./conference.ts";
import { renderTime } from "./eventTime.ts";
import { addressOf, isPrimaryOf, shownGuests } from "./guestList.ts";
import type { Reader } from "./readOptions.ts";
import { type Calendar, etagOf, type StoredEvent } from "./model.ts";
import type { SyncSettings } from "./syncModel.ts";

type Event = calendar_v3.Schema$Event;
/** The reader, and what a list shows of deleted events. */
type Shown = Reader & Partial<Pick<SyncSettings, "deleted_details" | "bare_occurrences">>;

/** Returns the organizer: a calendar here, or an address that the emulator does not know. */
function organizerOf(world: World, event: StoredEvent, reader: Calendar) {
  const calendar = world.state.calendars.get(event.organizer);
  const secondary = calendar && !isPrimary(world, calendar);
  return {
    email: event.organizer,
    ...(secondary ? { displayName: calendar.summary } : {}),
    ...(event.organizer === reader.id ? { self: true } : {}),
  };
}

function renderGuests(world: World, calendar: Calendar, event: StoredEvent, most?: number) {
  const { attendees, attendeesOmitted } = shownGuests(world, calendar, event, most);
  const organizer = event.organizer;
  const guests = attendees?.map((attendee) => ({
    ...attendee,
    responseStatus: attendee.responseStatus ?? "needsAction",
    ...(addressOf(world, attendee.email) === organizer ? { organizer: true } : {}),
    ...(isPrimaryOf(world, calendar, attendee.email) ? { self: true } : {}),
  }));
  return {
    ...(guests ? { attendees: guests } : {}),
    ...(attendeesOmitted ? { attendeesOmitted } : {}),
  };
}

/** Returns the ids of an event and its calendar in Google's form. */
export function eidOf(calendar: Calendar, event: { id: string }): string {
  return new TextEncoder().encode(`${event.id} ${calendar.id}`)
    .toBase64({ alphabet: "base64url", omitPadding: true });
}

/** Returns the address of the event's page in the emulator. */
export function linkTo(world: World, calendar: Calendar, event: StoredEvent): string {
  return `${world.url}/calendar/event?eid=${eidOf(calendar, event)}`;
}

/** Returns an event of `calendar` for a reader. */
export function renderEvent(
  world: World,
  calendar: Calendar,
  event: StoredEvent,
  { zone = calendar.time_zone, maxAttendees, deleted_details, bare_occurrences }: Shown = {},
): Event {
  const { id, status, occurrence } = event;
  const cancelled = status === "cancelled";
  const base: Event = {
    kind: "calendar#event",
    etag: etagOf(event),
    id,
    status,
    ...(occurrence && !(cancelled && bare_occurrences)
      ? {
        recurringEventId: occurrence.series,
        originalStartTime: renderTime(occurrence.original, zone, calendar.time_zone),
      }
      : {}),
  };
  if (cancelled && (occurrence || !deleted_details)) return base;

  const { start, end, attendees: _a, conferenceData: _c, ...content } = event.content;
  const shown = {
    htmlLink: linkTo(world, calendar, event),
    updated: new Date(event.version / 1000).toISOString(),
    ...content,
    start: renderTime(start, zone, calendar.time_zone),
    end: renderTime(end, zone, calendar.time_zone),
    iCalUID: event.ical_uid,
  };
  if (event.times_only) return { ...base, ...shown };

  const meeting = renderConference(world, event);
  const hangoutLink = hangoutLinkOf(meeting);
  return {
    ...base,
    ...shown,
    created: new Date(Math.floor(event.created / 1000) * 1000).toISOString(),
    ...event.read_only,
    creator: {
      email: event.creator,
      ...(isPrimaryOf(world, calendar, event.creator) ? { self: true } : {}),
    },
    organizer: organizerOf(world, event, calendar),
    sequence: event.sequence,
    ...renderGuests(world, calendar, event, maxAttendees),
    ...(meeting ? { conferenceData: meeting } : {}),
    ...(hangoutLink ? { hangoutLink } : {}),
    reminders: content.reminders ?? { useDefault: true },
    eventType: content.eventType ?? "default",
  };
}
