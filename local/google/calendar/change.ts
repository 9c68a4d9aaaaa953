/**
 * events.patch and events.update: change an event, a series or one occurrence. The organizer's change is
 * for every attendee; a guest's change is for their own copy.
 * Source: Calendar v3 reference, Events: patch, update.
 *
 * @module
 */
import type { World } from "../world.ts";
import { ApiError, gone } from "./apiError.ts";
import { calendarsOf, propagateToAttendees, sharedPart, tellOrganizer } from "./attendees.ts";
import { checkEvent } from "./checkEvent.ts";
import { checkEventType } from "./eventTypes.ts";
import { settleConference } from "./conference.ts";
import { readEventBody } from "./eventBody.ts";
import { type EventTime, renderTime } from "./eventTime.ts";
import { guestsChange, ownAnswerOnly, withOrganizer } from "./guestList.ts";
import { type Calendar, type Content, nextVersion, type StoredEvent } from "./model.ts";
import { hasOccurrence, isSeries } from "./occurrences.ts";
import { type Target, targetOf } from "./target.ts";
import { notify } from "./notifications.ts";
import { type WriteOptions, writtenFields } from "./writeOptions.ts";
import { sameJson } from "./sameJson.ts";
import { dropOccurrence, putEvent } from "./store.ts";

/** Returns start, end and recurrence in a form in which equal times are equal. */
function whenOf(calendar: Calendar, { start, end, recurrence }: Content) {
  const written = (time: EventTime) => renderTime(time, "UTC", calendar.time_zone);
  return { start: written(start), end: written(end), recurrence };
}

function sharedOf(calendar: Calendar, content: Content) {
  const { attendees: _, ...shared } = sharedPart(content);
  return { ...shared, ...whenOf(calendar, content) };
}

/** Throws 403 if a guest changes a shared field. A guest may send shared fields unchanged. */
function refuseGuest(calendar: Calendar, before: StoredEvent, content: Content): void {
  if (before.organizer === calendar.id || before.content.guestsCanModify) return;
  if (sameJson(sharedOf(calendar, before.content), sharedOf(calendar, content))) return;
  throw new ApiError(
    403,
    "forbiddenForNonOrganizer",
    "Shared properties can only be changed by the organizer of the event.",
    { domain: "calendar" },
  );
}

function keep(world: World, calendar: Calendar, event: StoredEvent, before: StoredEvent): void {
  putEvent(world, calendar, event);
  if (event.organizer === calendar.id) propagateToAttendees(world, event, before);
  else tellOrganizer(world, calendar, event);
}

/** Returns the content with the attendees after a write. A guest's write changes their own entry only. */
function invited(world: World, calendar: Calendar, before: StoredEvent, content: Content): Content {
  if (sameJson(content.attendees, before.content.attendees)) return content;
  if (before.organizer === calendar.id) return withOrganizer(world, calendar, content);
  if (before.content.guestsCanModify) return content;
  return { ...content, attendees: guestsChange(world, calendar, before, content.attendees) };
}

/**
 * Deletes the changed occurrences of a series in the organizer's and the guests' calendars, unless
 * `stays` is true for the occurrence.
 */
function forgetExceptions(
  world: World,
  calendar: Calendar,
  series: StoredEvent,
  { stays, version }: { stays: (original: EventTime) => boolean; version: number },
): void {
  for (const each of [calendar, ...calendarsOf(world, series)]) {
    for (const event of [...each.events.values()]) {
      if (event.occurrence?.series !== series.id || event.organizer !== series.organizer) continue;
      if (!stays(event.occurrence.original)) dropOccurrence(world, each, event, version);
    }
  }
}

/**
 * Changes an event. With `whole` the body replaces the event (PUT); otherwise absent fields stay
 * (PATCH).
 */
export function changeEvent(
  world: World,
  target: Target,
  json: Record<string, unknown>,
  { whole, ...options }: { whole: boolean } & WriteOptions,
): StoredEvent {
  const { calendar } = target;
  const before = targetOf(world, target);
  if (before.status === "cancelled" && !whole && json.status === undefined) throw gone();
  const { id: _id, iCalUID: _uid, ...change } = writtenFields(json, options);
  const { attachments } = before.content;
  const body = ownAnswerOnly(
    world,
    calendar,
    readEventBody(change, whole ? { attachments } : before.content),
    before.content.attendees,
  );
  const content = invited(
    world,
    calendar,
    before,
    checkEventType(world, calendar, checkEvent(body, before.content), before),
  );
  if (before.occurrence) delete content.recurrence;
  const settled = settleConference(world, calendar, {
    version: options.conferenceVersion,
    before,
    content,
  });
  content.conferenceData = settled.conferenceData;
  refuseGuest(calendar, before, content);
  const moved = !sameJson(whenOf(calendar, before.content), whenOf(calendar, content));
  const event: StoredEvent = {
    ...before,
    status: body.status ?? (whole ? "confirmed" : before.status),
    version: nextVersion(world.state, world.clock.now()),
    sequence: before.sequence + (moved ? 1 : 0),
    content,
    conference_ready_at: settled.readyAt,
  };
  // A series that moves loses its changed occurrences. If only its rule ends earlier, it keeps the
  // occurrences that it still has.
  if (isSeries(before) && moved) {
    const sameTimes = sameJson(
      { ...whenOf(calendar, before.content), recurrence: null },
      { ...whenOf(calendar, content), recurrence: null },
    );
    const stays = (original: EventTime) =>
      sameTimes && isSeries(event) && hasOccurrence(calendar, event, original);
    forgetExceptions(world, calendar, before, { stays, version: event.version });
  }
  keep(world, calendar, event, before);
  notify(world, calendar, { ...options, json, before, event });
  return event;
}
