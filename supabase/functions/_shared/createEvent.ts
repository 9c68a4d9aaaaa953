/**
 * Creates an event exactly once. Its id is derived from the user, the Google account, the calendar and
 * the idempotency key, so that a lost answer, a retry, a double click and a crash all end in one event;
 * a fingerprint of the request travels with it.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { Account } from "./accounts.ts";
import type { CalendarClient } from "./calendarClient.ts";
import { ApiError } from "./errors.ts";
import { FINGERPRINT_PROPERTY } from "./event.ts";
import { insertBody, type LinkedResource, sendUpdatesOf } from "./eventRequest.ts";
import type { CreateEventBody } from "./eventSchema.ts";
import { EventIdTaken } from "./googleErrors.ts";
import { base32hex, sha256, sha256Base64url } from "./random.ts";

export interface CreatedEvent {
  event: calendar_v3.Schema$Event;
  /** Whether another request, or an earlier try of this one, created it. */
  replayed: boolean;
}

/** Google does not promise to see every taken id at once: in one instance, the same request is made once. */
const underWay = new Map<string, Promise<CreatedEvent>>();

/** Creates the event, or finds the one that this key created. Throws `event_deleted` or `idempotency_mismatch`. */
export async function createEvent(
  calendar: CalendarClient,
  body: CreateEventBody,
  resource: LinkedResource | undefined,
): Promise<CreatedEvent> {
  const { idempotency_key: key, ...request } = body;
  // Without a key nothing can ask for this event again: its id is as good as any, and this call's own.
  const [eventId, fingerprint] = key === undefined
    ? [randomEventId(), undefined]
    : await Promise.all([
      eventIdFor(calendar.account, body.calendar_id, key),
      sha256Base64url(JSON.stringify(request)),
    ]);

  const same = `${eventId} ${fingerprint}`;
  const first = underWay.get(same);
  if (first) return { event: (await first).event, replayed: true };
  const creating = insertOrFind(calendar, body, eventId, fingerprint, resource)
    .finally(() => underWay.delete(same));
  underWay.set(same, creating);
  return await creating;
}

/** 52 characters of base32hex in lower case: what Google allows in an id. */
export async function eventIdFor(
  { userId, googleAccountId }: Account,
  calendarId: string,
  key: string,
): Promise<string> {
  return base32hex(await sha256(JSON.stringify([userId, googleAccountId, calendarId, key])));
}

function randomEventId(): string {
  return base32hex(crypto.getRandomValues(new Uint8Array(32)));
}

async function insertOrFind(
  calendar: CalendarClient,
  body: CreateEventBody,
  eventId: string,
  fingerprint: string | undefined,
  resource: LinkedResource | undefined,
): Promise<CreatedEvent> {
  try {
    const event = await calendar.events.insert({
      calendarId: body.calendar_id,
      sendUpdates: sendUpdatesOf(body.send_updates),
      // Without it Google ignores the meeting.
      conferenceDataVersion: body.conference && 1,
      requestBody: insertBody(
        body,
        eventId,
        fingerprint === undefined ? {} : { [FINGERPRINT_PROPERTY]: fingerprint },
        resource,
      ),
    });
    return { event, replayed: false };
  } catch (error) {
    if (!(error instanceof EventIdTaken)) throw error;
  }
  const event = await readBack(calendar, body.calendar_id, eventId, fingerprint);
  return { event, replayed: true };
}

/** The event that has the id already: ours, or one that must not be shown. */
async function readBack(
  calendar: CalendarClient,
  calendarId: string,
  eventId: string,
  fingerprint: string | undefined,
): Promise<calendar_v3.Schema$Event> {
  let event: calendar_v3.Schema$Event;
  try {
    event = await calendar.events.get({ calendarId, eventId });
  } catch (error) {
    if (error instanceof ApiError && error.code === "event_not_found") {
      throw new ApiError("event_deleted", { cause: error });
    }
    throw error;
  }
  // A deleted event is only sure to have its id.
  if (event.status === "cancelled") throw new ApiError("event_deleted");
  const found = event.extendedProperties?.private?.[FINGERPRINT_PROPERTY];
  // An invitation may carry an id that somebody guessed: it is theirs, and not to be shown.
  const own = event.creator?.self === true ||
    (event.creator?.email != null && event.creator.email === calendar.account.googleEmail);
  if (!own || (found !== undefined && found !== fingerprint)) {
    throw new ApiError("idempotency_mismatch");
  }
  return event;
}
