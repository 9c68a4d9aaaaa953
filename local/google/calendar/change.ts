/**
 * events.patch and events.update: on an event, a whole series or one occurrence of it;
 * by the organizer for everybody, by a guest for their own copy.
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

/** When the event is, put so that equal times are equal however they were written. */
function whenOf(calendar: Calendar, { start, end, recurrence }: Content) {
  const written = (time: EventTime) => renderTime(time, "UTC", calendar.time_zone);
  return { start: written(start), end: written(end), recurrence };
}

function sharedOf(calendar: Calendar, content: Content) {
  const { attendees: _, ...shared } = sharedPart(content);
  return { ...shared, ...whenOf(calendar, content) };
}

/** A guest may change what is theirs; a shared field may come along if it stays as it is. */
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
  calendar.events.set(event.id, event);
  if (event.organizer === calendar.id) propagateToAttendees(world, event, before);
  else tellOrganizer(world, calendar, event);
}

/** Who is invited after a write of `content`: a guest's write reaches their own entry only. */
function invited(world: World, calendar: Calendar, before: StoredEvent, content: Content): Content {
  if (sameJson(content.attendees, before.content.attendees)) return content;
  if (before.organizer === calendar.id) return withOrganizer(world, calendar, content);
  if (before.content.guestsCanModify) return content;
  return { ...content, attendees: guestsChange(world, calendar, before, content.attendees) };
}

/**
 * What was changed of single occurrences, in the organizer's calendar and in the guests', unless
 * `stays` says that the series still has the occurrence.
 */
function forgetExceptions(
  world: World,
  calendar: Calendar,
  series: StoredEvent,
  stays: (original: EventTime) => boolean,
): void {
  for (const { events } of [calendar, ...calendarsOf(world, series)]) {
    for (const [id, event] of events) {
      if (event.occurrence?.series !== series.id || event.organizer !== series.organizer) continue;
      if (!stays(event.occurrence.original)) events.delete(id);
    }
  }
}

/** Changes an event. `whole` replaces it (PUT); otherwise what is absent stays (PATCH). */
export function changeEvent(
  world: World,
  target: Target,
  json: Record<string, unknown>,
  { whole, ...options }: { whole: boolean } & WriteOptions,
): StoredEvent {
  const { calendar } = target;
  const before = targetOf(target);
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
  // Once the series moves, what was changed of its old occurrences has no place in it any more. A rule
  // that ends earlier keeps the occurrences that it still has.
  if (isSeries(before) && moved) {
    const sameTimes = sameJson(
      { ...whenOf(calendar, before.content), recurrence: null },
      { ...whenOf(calendar, content), recurrence: null },
    );
    const stays = (original: EventTime) =>
      sameTimes && isSeries(event) && hasOccurrence(calendar, event, original);
    forgetExceptions(world, calendar, before, stays);
  }
  keep(world, calendar, event, before);
  notify(world, calendar, { ...options, json, before, event });
  return event;
}
