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
import { FINGERPRINT_PROPERTY, RESOURCE_PROPERTY } from "./event.ts";
import type { CreateEventBody } from "./eventSchema.ts";
import { EventIdTaken } from "./googleErrors.ts";
import { sha256, sha256Base64url } from "./random.ts";

/** What the event says of the resource it was made for. */
export interface LinkedResource {
  id: string;
  name: string;
  url: string;
}

export interface CreatedEvent {
  event: calendar_v3.Schema$Event;
  /** Whether an earlier try created it. */
  replayed: boolean;
}

const CALENDAR_ID = "primary";

/** Creates the event, or finds the one that this key created. Throws `event_deleted` or `idempotency_mismatch`. */
export async function createEvent(
  calendar: CalendarClient,
  body: CreateEventBody,
  resource: LinkedResource | undefined,
): Promise<CreatedEvent> {
  const { idempotency_key: key = crypto.randomUUID(), ...request } = body;
  const fingerprint = await sha256Base64url(JSON.stringify(request));
  const eventId = await eventIdFor(calendar.account, CALENDAR_ID, key);
  try {
    const event = await calendar.events.insert({
      calendarId: CALENDAR_ID,
      requestBody: { ...requestBodyOf(request, resource, fingerprint), id: eventId },
    });
    if (!event.id) {
      throw new ApiError("google_bad_response", { cause: new Error("the event has no id") });
    }
    return { event, replayed: false };
  } catch (error) {
    if (!(error instanceof EventIdTaken)) throw error;
  }
  return { event: await readBack(calendar, eventId, fingerprint), replayed: true };
}

/** 52 characters of base32hex in lower case: what Google allows in an id (RFC 4648, section 7). */
export async function eventIdFor(
  { userId, googleAccountId }: Account,
  calendarId: string,
  key: string,
): Promise<string> {
  return base32hex(await sha256(JSON.stringify([userId, googleAccountId, calendarId, key])));
}

/** RFC 4648 base32hex without padding, in lower case. */
export function base32hex(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ((value >>> bits) & 31).toString(32);
    }
    value &= (1 << bits) - 1;
  }
  if (bits > 0) text += ((value << (5 - bits)) & 31).toString(32);
  return text;
}

function requestBodyOf(
  request: Omit<CreateEventBody, "idempotency_key">,
  resource: LinkedResource | undefined,
  fingerprint: string,
): calendar_v3.Schema$Event {
  const link = resource && `${resource.name}: ${resource.url}`;
  return {
    summary: request.summary,
    description: [request.description, link].filter(Boolean).join("\n\n") || undefined,
    location: request.location,
    start: { dateTime: request.start, timeZone: request.time_zone },
    end: { dateTime: request.end, timeZone: request.time_zone },
    source: resource && { title: resource.name, url: resource.url },
    extendedProperties: {
      private: {
        [FINGERPRINT_PROPERTY]: fingerprint,
        ...resource && { [RESOURCE_PROPERTY]: resource.id },
      },
    },
  };
}

/** The event that has the id already: ours, or one that must not be shown. */
async function readBack(
  calendar: CalendarClient,
  eventId: string,
  fingerprint: string,
): Promise<calendar_v3.Schema$Event> {
  let event: calendar_v3.Schema$Event;
  try {
    event = await calendar.events.get({ calendarId: CALENDAR_ID, eventId });
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
  if (!event.creator?.self || (found !== undefined && found !== fingerprint)) {
    throw new ApiError("idempotency_mismatch");
  }
  return event;
}
