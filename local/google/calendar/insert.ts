/**
 * events.insert. An id stays in use after its event is deleted.
 * Source: Calendar v3 reference, Events: insert.
 *
 * @module
 */
import type { World } from "../world.ts";
import type { Access } from "./access.ts";
import { ApiError, invalid } from "./apiError.ts";
import { propagateToAttendees } from "./attendees.ts";
import { checkEvent, checkId } from "./checkEvent.ts";
import { checkEventType } from "./eventTypes.ts";
import { settleConference } from "./conference.ts";
import { readEventBody } from "./eventBody.ts";
import { withOrganizer } from "./guestList.ts";
import { putEvent } from "./store.ts";
import { notify } from "./notifications.ts";
import { type WriteOptions, writtenFields } from "./writeOptions.ts";
import { nextVersion, type StoredEvent } from "./model.ts";

/** Makes an id as Google does: 26 base32hex characters. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(26));
  return [...bytes].map((byte) => (byte % 32).toString(32)).join("");
}

export function insertEvent(
  world: World,
  { calendar, person }: Access,
  json: Record<string, unknown>,
  options: WriteOptions = {},
): StoredEvent {
  const body = readEventBody(writtenFields(json, options));
  if (body.id !== undefined && body.iCalUID !== undefined) {
    throw invalid("Only one of id and iCalUID can be given.");
  }
  if (body.id !== undefined) checkId(body.id);
  const checked = checkEventType(world, calendar, checkEvent(body));
  const content = withOrganizer(world, calendar, checked);
  const id = body.id ?? newId();
  if (calendar.events.has(id)) {
    throw new ApiError(409, "duplicate", "The requested identifier already exists.");
  }
  const settled = settleConference(world, calendar, {
    version: options.conferenceVersion,
    content,
  });
  const event: StoredEvent = {
    id,
    ical_uid: body.iCalUID ?? `${id}@google.com`,
    status: body.status === "tentative" ? "tentative" : "confirmed",
    created: world.clock.now(),
    version: nextVersion(world.state, world.clock.now()),
    sequence: 0,
    organizer: calendar.id,
    creator: person.email,
    content: { ...content, conferenceData: settled.conferenceData },
    conference_ready_at: settled.readyAt,
  };
  putEvent(world, calendar, event);
  propagateToAttendees(world, event);
  notify(world, calendar, { ...options, json, event });
  return event;
}
