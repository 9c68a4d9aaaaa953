/**
 * Events as Google answers them: offsets of the reader's zone, links, `self`, the reader's own
 * attendance. A deleted event keeps only what is guaranteed.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { findPerson, type World } from "../world.ts";
import { renderConference } from "./conference.ts";
import { renderTime } from "./eventTime.ts";
import { type Calendar, etagOf, type StoredEvent } from "./model.ts";

type Event = calendar_v3.Schema$Event;

function whoIs(world: World, calendar: Calendar, reader: Calendar) {
  const owner = findPerson(world, calendar.owner);
  const secondary = owner?.email !== calendar.id;
  return {
    email: calendar.id,
    ...(secondary ? { displayName: calendar.summary } : {}),
    ...(calendar.id === reader.id ? { self: true } : {}),
  };
}

/** The page of this event in the emulator; `eid` is made as Google makes it. */
function linkTo(world: World, calendar: Calendar, event: StoredEvent): string {
  const eid = new TextEncoder().encode(`${event.id} ${calendar.id}`)
    .toBase64({ alphabet: "base64url", omitPadding: true });
  return `${world.url}/calendar/event?eid=${eid}`;
}

/** An event of `calendar`, for a reader in `zone` (default: the calendar's own). */
export function renderEvent(
  world: World,
  calendar: Calendar,
  event: StoredEvent,
  zone: string = calendar.time_zone,
): Event {
  const { id, status, occurrence } = event;
  const base: Event = {
    kind: "calendar#event",
    etag: etagOf(event),
    id,
    status,
    ...(occurrence
      ? {
        recurringEventId: occurrence.series,
        originalStartTime: renderTime(occurrence.original, zone, calendar.time_zone),
      }
      : {}),
  };
  if (status === "cancelled") return base;

  const { start, end, attendees, conferenceData: _, ...content } = event.content;
  const organizer = world.state.calendars.get(event.organizer) ?? calendar;
  const creator = findPerson(world, organizer.owner)!;
  const meeting = renderConference(world, event);
  return {
    ...base,
    htmlLink: linkTo(world, calendar, event),
    created: new Date(Math.floor(event.created / 1000) * 1000).toISOString(),
    updated: new Date(event.version / 1000).toISOString(),
    ...content,
    creator: {
      email: creator.email,
      ...(creator.email === calendar.id ? { self: true } : {}),
    },
    organizer: whoIs(world, organizer, calendar),
    start: renderTime(start, zone, calendar.time_zone),
    end: renderTime(end, zone, calendar.time_zone),
    iCalUID: event.ical_uid,
    sequence: event.sequence,
    ...(attendees
      ? {
        attendees: attendees.map((attendee) => ({
          ...attendee,
          responseStatus: attendee.responseStatus ?? "needsAction",
          ...(attendee.email === organizer.id ? { organizer: true } : {}),
          ...(attendee.email === calendar.id ? { self: true } : {}),
        })),
      }
      : {}),
    ...(meeting
      ? {
        conferenceData: meeting,
        hangoutLink: meeting.entryPoints?.[0]?.uri ?? undefined,
      }
      : {}),
    reminders: content.reminders ?? { useDefault: true },
    eventType: "default",
  };
}
