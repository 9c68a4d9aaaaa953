/**
 * Creates an event exactly once: a lost answer, a retry, a double click and a crash all end in one
 * event, because the event's id is derived from the request.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { CalendarClient } from "../calendarClient.ts";
import { randomToken, sha256Base64url } from "../crypto.ts";
import { ApiError } from "../errors.ts";
import { fingerprintOf, readTaken } from "./createdEvent.ts";
import { FINGERPRINT_PROPERTY } from "./event.ts";
import { eventIdFor } from "./eventId.ts";
import type { CreateEventBody } from "./createSchema.ts";
import { insertBody, sendUpdatesOf } from "./googleEvent.ts";
import { insertOnce } from "./insertOnce.ts";
import { findEvent } from "./readEvent.ts";

export interface CreatedEvent {
  event: calendar_v3.Schema$Event;
  /** True if another request, or an earlier try of this one, created the event. */
  replayed: boolean;
}

interface Creation {
  body: CreateEventBody;
  key: string;
  fingerprint: string;
}

/**
 * Creations that have not ended, by request. Google does not promise to notice every taken id at once,
 * so an instance carries out the same request once. A request with another name for the calendar waits,
 * and then finds the event at Google.
 */
const inFlight = new Map<string, { calendarId: string; creating: Promise<CreatedEvent> }>();

/**
 * Creates the event, or finds the event that this key created. Throws `event_deleted` if that event was
 * deleted, and `idempotency_mismatch` if the key was used with another body.
 */
export async function createEvent(
  calendar: CalendarClient,
  body: CreateEventBody,
): Promise<CreatedEvent> {
  const { idempotency_key, calendar_id: calendarId, ...request } = body;
  // Without a key the request cannot be replayed, so a random key and fingerprint are enough.
  const key = idempotency_key ?? randomToken();
  const fingerprint = sha256Base64url(
    JSON.stringify(idempotency_key === undefined ? key : request),
  );
  const { userId, googleAccountId } = calendar.account;
  const same = JSON.stringify([userId, googleAccountId, key, fingerprint]);
  for (let first = inFlight.get(same); first; first = inFlight.get(same)) {
    if (first.calendarId === calendarId) {
      return { event: (await first.creating).event, replayed: true };
    }
    await first.creating.catch(() => {});
  }
  const creating = insertOrFind(calendar, { body, key, fingerprint })
    .finally(() => inFlight.delete(same));
  inFlight.set(same, { calendarId, creating });
  return await creating;
}

/** One key can have been used in this many calendars whose events invite the user. */
const MAX_ATTEMPTS = 8;

async function insertOrFind(calendar: CalendarClient, creation: Creation): Promise<CreatedEvent> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const address = addressOf(calendar, creation, attempt);
    const created = await insert(calendar, creation, address.eventId);
    if (created) return created;
    const taken = await readTaken(calendar, address, creation.fingerprint);
    if (taken === "deleted") return await findAfterDeleted(calendar, creation, attempt + 1);
    if (taken !== "own invitation") return { event: taken, replayed: true };
  }
  throw new ApiError("idempotency_mismatch");
}

function addressOf(
  { account }: CalendarClient,
  { body: { calendar_id: calendarId }, key }: Creation,
  attempt: number,
) {
  return { calendarId, eventId: eventIdFor(account, calendarId, key, attempt) };
}

/** Inserts the event. Undefined if its id is taken. */
async function insert(
  calendar: CalendarClient,
  { body, fingerprint }: Creation,
  eventId: string,
): Promise<CreatedEvent | undefined> {
  const properties = { [FINGERPRINT_PROPERTY]: fingerprint };
  const inserted = await insertOnce(calendar, {
    calendarId: body.calendar_id,
    sendUpdates: sendUpdatesOf(body.send_updates),
    // Without this parameter Google ignores the meeting.
    conferenceDataVersion: body.conference && 1,
    requestBody: insertBody(body, eventId, properties, calendar.account),
  }, (found) => fingerprintOf(found) === fingerprint);
  return inserted && { event: inserted.event, replayed: inserted.wasThere };
}

/**
 * The event under the next id. What was deleted may be an invitation that had taken the id, so that the
 * event was created under the next one. Throws `event_deleted`.
 */
async function findAfterDeleted(
  calendar: CalendarClient,
  creation: Creation,
  attempt: number,
): Promise<CreatedEvent> {
  const event = await findEvent(calendar, addressOf(calendar, creation, attempt));
  if (event && fingerprintOf(event) === creation.fingerprint) return { event, replayed: true };
  throw new ApiError("event_deleted");
}
