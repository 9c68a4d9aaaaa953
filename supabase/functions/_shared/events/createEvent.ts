/**
 * Creates an event exactly once. Its id is derived from the user, the Google account and the
 * idempotency key, so that a lost answer, a retry, a double click and a crash all end in one event. A
 * fingerprint of the request travels with the event in a private property: only this project writes
 * it, and Google gives it to nobody else, so it tells the user's own event from an invitation.
 *
 * A primary calendar is no part of the id, because it has several names (`primary`, the person's
 * address, an address they had before) that only Google can resolve: it keeps ids apart by calendar.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { Account } from "../accounts/accounts.ts";
import type { CalendarClient } from "../calendarClient.ts";
import { ApiError, type ErrorCode } from "../errors.ts";
import { FINGERPRINT_PROPERTY } from "./event.ts";
import { insertBody, sendUpdatesOf } from "./googleEvent.ts";
import type { CreateEventBody } from "./eventSchema.ts";
import { EventIdTaken } from "../google/calendarErrors.ts";
import { base32hex, randomToken, sha256, sha256Base64url } from "../crypto.ts";

export interface CreatedEvent {
  event: calendar_v3.Schema$Event;
  /** Whether another request, or an earlier try of this one, created it. */
  replayed: boolean;
}

interface Creation {
  body: CreateEventBody;
  key: string;
  fingerprint: string;
}

/**
 * Google does not promise to see every taken id at once: in one instance, the same request is made
 * once. A request with another name for the calendar waits, and then finds the event at Google.
 */
const underWay = new Map<string, { calendarId: string; creating: Promise<CreatedEvent> }>();

/** Creates the event, or finds the one that this key created. Throws `event_deleted` or `idempotency_mismatch`. */
export async function createEvent(
  calendar: CalendarClient,
  body: CreateEventBody,
): Promise<CreatedEvent> {
  const { idempotency_key, calendar_id: calendarId, ...request } = body;
  // Without a key nothing can ask for this event again: the key and the fingerprint are this call's own.
  const key = idempotency_key ?? randomToken();
  const fingerprint = await sha256Base64url(
    JSON.stringify(idempotency_key === undefined ? key : request),
  );
  const { userId, googleAccountId } = calendar.account;
  const same = JSON.stringify([userId, googleAccountId, key, fingerprint]);
  for (let first = underWay.get(same); first; first = underWay.get(same)) {
    if (first.calendarId === calendarId) {
      return { event: (await first.creating).event, replayed: true };
    }
    await first.creating.catch(() => {});
  }
  const creating = insertOrFind(calendar, { body, key, fingerprint })
    .finally(() => underWay.delete(same));
  underWay.set(same, { calendarId, creating });
  return await creating;
}

/** Calendars that are nobody's primary one: these have one name, in any case. */
const SECONDARY_CALENDAR = /@[^@]+\.calendar\.google\.com$/i;

/**
 * 52 characters of base32hex in lower case: what Google allows in an id. `attempt` counts the ids
 * that the user's events in other calendars have taken.
 */
export async function eventIdFor(
  { userId, googleAccountId }: Account,
  calendarId: string,
  key: string,
  attempt = 0,
): Promise<string> {
  const calendar = SECONDARY_CALENDAR.test(calendarId) ? calendarId.toLowerCase() : null;
  return base32hex(
    await sha256(JSON.stringify([userId, googleAccountId, calendar, key, attempt])),
  );
}

function idOf(
  { account }: CalendarClient,
  { body, key }: Creation,
  attempt: number,
): Promise<string> {
  return eventIdFor(account, body.calendar_id, key, attempt);
}

/** One key can have been used in this many calendars whose events invite the user. */
const MAX_ATTEMPTS = 8;

async function insertOrFind(calendar: CalendarClient, creation: Creation): Promise<CreatedEvent> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const eventId = await idOf(calendar, creation, attempt);
    const created = await insert(calendar, creation, eventId);
    if (created) return created;
    const found = await readBack(calendar, creation, eventId);
    if (found === "deleted") return await findAfterDeleted(calendar, creation, attempt + 1);
    if (found !== "own invitation") return { event: found, replayed: true };
  }
  throw new ApiError("idempotency_mismatch");
}

/** What was deleted may be an invitation that had taken the id: then the event has the next one. */
async function findAfterDeleted(
  calendar: CalendarClient,
  creation: Creation,
  attempt: number,
): Promise<CreatedEvent> {
  const eventId = await idOf(calendar, creation, attempt);
  const address = { calendarId: creation.body.calendar_id, eventId };
  const event = await findOwn(calendar, address, creation.fingerprint);
  if (event) return { event, replayed: true };
  throw new ApiError("event_deleted");
}

/** The event under this id, if it is there and was created by this request. */
async function findOwn(
  calendar: CalendarClient,
  address: { calendarId: string; eventId: string },
  fingerprint: string,
): Promise<calendar_v3.Schema$Event | undefined> {
  try {
    const event = await calendar.events.get(address);
    return event.status !== "cancelled" && fingerprintOf(event) === fingerprint ? event : undefined;
  } catch (error) {
    if (error instanceof ApiError && error.code === "event_not_found") return undefined;
    throw error;
  }
}

/** Failures after which Google may have created the event all the same. */
const UNCERTAIN: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "google_bad_response",
  "google_timeout",
  "google_unavailable",
]);

/** Undefined if the id is taken. */
async function insert(
  calendar: CalendarClient,
  { body, fingerprint }: Creation,
  eventId: string,
): Promise<CreatedEvent | undefined> {
  try {
    const event = await calendar.events.insert({
      calendarId: body.calendar_id,
      sendUpdates: sendUpdatesOf(body.send_updates),
      // Without it Google ignores the meeting.
      conferenceDataVersion: body.conference && 1,
      requestBody: insertBody(
        body,
        eventId,
        { [FINGERPRINT_PROPERTY]: fingerprint },
        calendar.account,
      ),
    });
    return { event, replayed: false };
  } catch (error) {
    if (error instanceof EventIdTaken) return undefined;
    if (!(error instanceof ApiError) || !UNCERTAIN.has(error.code)) throw error;
    const address = { calendarId: body.calendar_id, eventId };
    const event = await findOwn(calendar, address, fingerprint).catch(() => undefined);
    if (event) return { event, replayed: true };
    throw error;
  }
}

function fingerprintOf({ extendedProperties }: calendar_v3.Schema$Event): string | undefined {
  return extendedProperties?.private?.[FINGERPRINT_PROPERTY];
}

/** The event that has the id already. Throws `idempotency_mismatch` if this request did not create it. */
async function readBack(
  calendar: CalendarClient,
  { body, fingerprint }: Creation,
  eventId: string,
): Promise<calendar_v3.Schema$Event | "deleted" | "own invitation"> {
  let event: calendar_v3.Schema$Event;
  try {
    event = await calendar.events.get({ calendarId: body.calendar_id, eventId });
  } catch (error) {
    if (error instanceof ApiError && error.code === "event_not_found") return "deleted";
    throw error;
  }
  // A deleted event is only sure to have its id.
  if (event.status === "cancelled") return "deleted";
  const found = fingerprintOf(event);
  if (found === fingerprint) return event;
  if (found === undefined && await isOwnInvitation(calendar, event)) return "own invitation";
  // Another body, or an invitation under an id that somebody guessed: theirs, and not to be shown.
  throw new ApiError("idempotency_mismatch");
}

/** What Google says of an event in a calendar that the user does not see. */
const NOT_READABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "event_not_found",
  "google_permission_denied",
  "google_rejected_event",
]);

/**
 * Whether the event is a copy of one that this project created in another of the user's calendars
 * and that invites the user, so that its id cannot be had in this calendar.
 */
async function isOwnInvitation(
  calendar: CalendarClient,
  { id, organizer }: calendar_v3.Schema$Event,
): Promise<boolean> {
  if (!organizer?.email || organizer.self) return false;
  try {
    const original = await calendar.events.get({ calendarId: organizer.email, eventId: id! });
    return fingerprintOf(original) !== undefined;
  } catch (error) {
    // Somebody else's calendar cannot be read: the event was squatted.
    if (error instanceof ApiError && NOT_READABLE.has(error.code)) return false;
    throw error;
  }
}
