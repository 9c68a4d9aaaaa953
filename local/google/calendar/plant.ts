/**
 * Puts events into a calendar that Google would refuse today but may hold: those of other programs, old
 * clients and Google itself. They can be read and changed.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { personOf, type World } from "../world.ts";
import { writableFields } from "./eventBody.ts";
import type { EventTime } from "./eventTime.ts";
import { newId } from "./insert.ts";
import { type Calendar, type Content, nextVersion, type StoredEvent } from "./model.ts";
import { occurrenceId } from "./recurrence.ts";
import { putEvent } from "./store.ts";

type Planted = calendar_v3.Schema$Event;

/** Returns the stored form: an instant or a date. A local time needs a zone. Nothing else is checked. */
function keptTime({ date, dateTime, timeZone }: calendar_v3.Schema$EventDateTime): EventTime {
  if (date) return { date };
  const zone = timeZone ? { timeZone } : {};
  if (/(Z|[+-]\d\d:\d\d)$/i.test(dateTime!)) {
    return { dateTime: Temporal.Instant.from(dateTime!).toString(), ...zone };
  }
  const local = Temporal.PlainDateTime.from(dateTime!).toZonedDateTime(timeZone!);
  return { dateTime: local.toInstant().toString(), ...zone };
}

/** Fields that Google computes for a response, or that are stored outside the content. */
const COMPUTED = [
  ...["kind", "etag", "id", "iCalUID", "status", "htmlLink", "created", "updated", "sequence"],
  ...["creator", "organizer", "start", "end", "recurringEventId", "originalStartTime"],
  "attendeesOmitted",
];

function apart(event: Planted): { content: Content; readOnly: Record<string, unknown> } {
  const original = event.originalStartTime ?? {};
  const start = keptTime(event.start ?? original);
  const end = event.end ? keptTime(event.end) : start;
  const content: Record<string, unknown> = {
    reminders: { useDefault: true },
    eventType: "default",
  };
  const readOnly: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(structuredClone(event))) {
    if (COMPUTED.includes(field) || value === undefined) continue;
    (writableFields.has(field) ? content : readOnly)[field] = value;
  }
  if (event.attendees) {
    content.attendees = event.attendees.map(({ self: _s, organizer: _o, ...guest }) => guest);
  }
  return { content: { ...content, start, end } as Content, readOnly };
}

/**
 * Stores an event unchecked and returns its id. `organizer` and `creator` may be any address, and
 * `attendeesOmitted` hides the other guests. Guests get no e-mail and no copy.
 */
export function plantEvent(world: World, calendar: Calendar, event: Planted): string {
  const { content, readOnly } = apart(event);
  const series = event.recurringEventId;
  const original = event.originalStartTime && keptTime(event.originalStartTime);
  const id = event.id ?? (series && original ? occurrenceId(series, original) : newId());
  const now = world.clock.now();
  const stored: StoredEvent = {
    id,
    ical_uid: event.iCalUID ?? `${id}@google.com`,
    status: (event.status ?? "confirmed") as StoredEvent["status"],
    created: event.created ? Date.parse(event.created) : now,
    version: nextVersion(world.state, world.clock.now()),
    sequence: event.sequence ?? 0,
    organizer: event.organizer?.email?.toLowerCase() ?? calendar.id,
    creator: event.creator?.email ?? event.organizer?.email ??
      (calendar.owner === null ? calendar.id : personOf(world, calendar.owner).email),
    content,
    read_only: readOnly,
    ...(series && original ? { occurrence: { series, original } } : {}),
    ...(event.attendeesOmitted ? { shown_guests: 0 } : {}),
  };
  putEvent(world, calendar, stored);
  return id;
}
