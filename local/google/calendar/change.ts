/**
 * events.patch, events.update and events.delete: on an event, a whole series or one occurrence of it;
 * by the organizer for everybody, by a guest for their own copy.
 * Source: Calendar v3 reference, Events: patch, update, delete; guides/version-resources (If-Match).
 *
 * @module
 */
import type { World } from "../world.ts";
import { ApiError, gone, notFound } from "./apiError.ts";
import { spread, tellOrganizer } from "./attendees.ts";
import { checkEvent } from "./checkEvent.ts";
import { settleConference } from "./conference.ts";
import { readEventBody } from "./eventBody.ts";
import { withOrganizer } from "./insert.ts";
import { type Calendar, etagOf, nextVersion, type StoredEvent } from "./model.ts";
import { exceptionsOf, findEvent, isSeries } from "./occurrences.ts";

interface Target {
  calendar: Calendar;
  id: string;
  ifMatch?: string;
}

/** What a guest may change: only what is theirs. */
const GUESTS_OWN = ["attendees", "reminders", "colorId", "transparency", "extendedProperties"];

function targetOf({ calendar, id, ifMatch }: Target): StoredEvent {
  const event = findEvent(calendar, id);
  if (!event) throw notFound();
  const wanted = ifMatch?.split(",").map((etag) => etag.trim());
  if (wanted && !wanted.includes("*") && !wanted.includes(etagOf(event))) {
    throw new ApiError(412, "conditionNotMet", "Precondition Failed", {
      location: "If-Match",
      locationType: "header",
    });
  }
  return event;
}

function refuseGuest(calendar: Calendar, event: StoredEvent, json: Record<string, unknown>): void {
  const foreign = Object.keys(json).some((field) => !GUESTS_OWN.includes(field));
  if (event.organizer === calendar.id || event.content.guestsCanModify || !foreign) return;
  throw new ApiError(
    403,
    "forbiddenForNonOrganizer",
    "Shared properties can only be changed by the organizer of the event.",
    { domain: "calendar" },
  );
}

function keep(world: World, calendar: Calendar, event: StoredEvent, before: StoredEvent): void {
  calendar.events.set(event.id, event);
  if (event.organizer === calendar.id) spread(world, event, before);
  else tellOrganizer(world, calendar, event);
}

/** Changes an event. `whole` replaces it (PUT); otherwise what is absent stays (PATCH). */
export function changeEvent(
  world: World,
  target: Target,
  json: Record<string, unknown>,
  { whole, conferenceVersion }: { whole: boolean; conferenceVersion?: string },
): StoredEvent {
  const { calendar } = target;
  const before = targetOf(target);
  if (before.status === "cancelled" && !whole && json.status === undefined) throw gone();
  refuseGuest(calendar, before, json);
  const { id: _id, iCalUID: _uid, ...change } = json;
  const body = readEventBody(change, whole ? {} : before.content);
  const content = withOrganizer(world, calendar, checkEvent(body));
  if (before.occurrence) delete content.recurrence;
  const settled = settleConference(world, calendar, {
    version: conferenceVersion,
    before,
    content,
  });
  const moved = ["start", "end", "recurrence"].some((field) => json[field] !== undefined);
  const event: StoredEvent = {
    ...before,
    status: body.status ?? (whole ? "confirmed" : before.status),
    version: nextVersion(world),
    sequence: before.sequence + (moved ? 1 : 0),
    content: { ...content, conferenceData: settled.conferenceData },
    conference_ready_at: settled.readyAt,
  };
  // Once the series moves, what was changed of its old occurrences has no place in it any more.
  if (isSeries(before) && moved) {
    for (const exception of exceptionsOf(calendar, before)) calendar.events.delete(exception.id);
  }
  keep(world, calendar, event, before);
  return event;
}

/** Deletes an event; its id stays taken. A series takes its occurrences along. Throws 410 if it is deleted. */
export function removeEvent(world: World, target: Target): void {
  const { calendar } = target;
  const before = targetOf(target);
  if (before.status === "cancelled") throw gone();
  const version = nextVersion(world);
  const event: StoredEvent = { ...before, status: "cancelled", version };
  for (const exception of isSeries(before) ? exceptionsOf(calendar, before) : []) {
    calendar.events.set(exception.id, { ...exception, status: "cancelled", version });
  }
  if (event.organizer !== calendar.id) {
    const attendees = before.content.attendees?.map((attendee) =>
      attendee.email === calendar.id
        ? { ...attendee, responseStatus: "declined" as const }
        : attendee
    );
    event.content = { ...before.content, attendees };
    tellOrganizer(world, calendar, event);
  }
  calendar.events.set(event.id, event);
  if (event.organizer === calendar.id) spread(world, event, before);
}
