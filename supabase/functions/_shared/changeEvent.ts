/**
 * Reads, changes and removes one event. `If-Match` guards against another's change, and a request's
 * own lost first try is not taken for one.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { CalendarClient } from "./calendarClient.ts";
import { ApiError } from "./errors.ts";
import { CHANGE_PROPERTY } from "./event.ts";
import { type LinkedResource, patchBody, sendUpdatesOf } from "./eventRequest.ts";
import type { ChangeEventBody } from "./eventSchema.ts";
import { sha256Base64url } from "./random.ts";

/** Which event, in which calendar. */
export interface EventAddress {
  calendarId: string;
  eventId: string;
}

/** Ours, Google's and those of occurrences: `<id>_20270101T090000Z`. */
const EVENT_ID = /^[A-Za-z0-9_-]{1,1024}$/;

/** The event's id in a path. Throws `event_not_found` for what is none. */
export function eventIdOf(parameter: string): string {
  if (!EVENT_ID.test(parameter)) throw new ApiError("event_not_found");
  return parameter;
}

/** The event. Throws `event_not_found`, also for a deleted one, which Google still answers. */
export async function readEvent(
  calendar: CalendarClient,
  address: EventAddress,
): Promise<calendar_v3.Schema$Event> {
  const event = await calendar.events.get({ ...address });
  if (event.status === "cancelled") throw new ApiError("event_not_found");
  return event;
}

/** Changes the event. Throws `event_changed` where it is not as `if_match` says, `event_not_found` where it is gone. */
export async function changeEvent(
  calendar: CalendarClient,
  address: EventAddress,
  body: ChangeEventBody,
  resource: LinkedResource | undefined,
): Promise<calendar_v3.Schema$Event> {
  const change = crypto.randomUUID();
  // A meeting that is asked for twice under one name is made once.
  const meetingId = await sha256Base64url(JSON.stringify([address, body.if_match ?? change]));
  try {
    const event = await calendar.events.patch({
      ...address,
      sendUpdates: sendUpdatesOf(body.send_updates),
      conferenceDataVersion: body.conference === undefined ? undefined : 1,
      requestBody: patchBody(body, meetingId, { [CHANGE_PROPERTY]: change }, resource),
    }, { ifMatch: body.if_match });
    if (event.status === "cancelled") throw new ApiError("event_not_found");
    return event;
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "event_changed") throw error;
    const event = await readEvent(calendar, address);
    if (event.extendedProperties?.private?.[CHANGE_PROPERTY] === change) return event;
    throw error;
  }
}

/** Removes the event. What is gone already is done. Throws `event_changed` where it is not as `ifMatch` says. */
export async function removeEvent(
  calendar: CalendarClient,
  address: EventAddress,
  { ifMatch, sendUpdates }: {
    ifMatch?: string;
    sendUpdates?: Parameters<typeof sendUpdatesOf>[0];
  },
): Promise<void> {
  try {
    await calendar.events.delete(
      { ...address, sendUpdates: sendUpdatesOf(sendUpdates) },
      { ifMatch },
    );
  } catch (error) {
    if (error instanceof ApiError && error.code === "event_not_found") return;
    throw error;
  }
}
