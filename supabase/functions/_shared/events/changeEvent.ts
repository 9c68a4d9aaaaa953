/**
 * Changes one event, or removes it. An etag guards against somebody else's change, and the change of a
 * request's own lost first try is not taken for somebody else's.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { accountChanged, type CalendarClient } from "../calendarClient.ts";
import { randomToken, sha256Base64url } from "../crypto.ts";
import type { Deadline } from "../deadlines.ts";
import type { ChangeEventBody } from "./changeSchema.ts";
import { isEventChanged, isEventNotFound, isUncertain } from "./failures.ts";
import { patchBody, sendUpdatesOf } from "./googleEvent.ts";
import { type EventPatch, patchOnce } from "./patchOnce.ts";
import { type EventAddress, readEvent } from "./readEvent.ts";

/** What a change is made with. */
export interface ChangeContext {
  deadline: Deadline;
  /** Private extended properties to write with the change. */
  notes?: Record<string, string>;
}

/**
 * Changes the event without reading it if the body names its etag. Throws `event_changed` if its etag
 * is another one, and `event_not_found` if it is gone.
 */
export async function changeEvent(
  calendar: CalendarClient,
  address: EventAddress,
  body: ChangeEventBody,
  { deadline, notes = {} }: ChangeContext,
): Promise<calendar_v3.Schema$Event> {
  const meetingId = meetingIdFor(address, body.if_match ?? randomToken());
  return await patchOnce(calendar, {
    address,
    ifMatch: body.if_match,
    params: patchParams(body),
    change: () => patchBody(body, meetingId, notes, calendar.account),
  }, deadline);
}

/** The name that a meeting is requested by: Google makes one meeting for each name. */
export function meetingIdFor(
  address: EventAddress,
  version: string | null | undefined,
): string {
  return sha256Base64url(JSON.stringify([address, version]));
}

/** Google's parameters of a change. */
export function patchParams(
  { send_updates, conference }: Pick<ChangeEventBody, "send_updates" | "conference">,
): EventPatch["params"] {
  return {
    sendUpdates: sendUpdatesOf(send_updates),
    // Without this parameter Google ignores the meeting.
    conferenceDataVersion: conference === undefined ? undefined : 1,
  };
}

/** Which version of an event to remove, and whom Google tells. */
export interface RemoveOptions {
  ifMatch?: string;
  sendUpdates?: Parameters<typeof sendUpdatesOf>[0];
}

/**
 * Removes the event. Does nothing if the event is gone. Throws `event_changed` if its etag is not
 * `ifMatch`.
 */
export async function removeEvent(
  calendar: CalendarClient,
  address: EventAddress,
  { ifMatch, sendUpdates }: RemoveOptions,
): Promise<void> {
  try {
    await calendar.events.delete(
      { ...address, sendUpdates: sendUpdatesOf(sendUpdates) },
      { ifMatch },
    );
  } catch (error) {
    if (isEventNotFound(error)) return;
    // Google compares the etag before it looks whether the event is still there, so a repeated removal
    // gets 412, also after this very request has removed the event.
    const mayBeGone = isUncertain(error) || isEventChanged(error);
    if (mayBeGone && await isGone(calendar, address)) return;
    throw error;
  }
}

/** True if Google says that the event is not there. False if Google cannot tell. */
async function isGone(calendar: CalendarClient, address: EventAddress): Promise<boolean> {
  try {
    await readEvent(calendar, address);
    return false;
  } catch (error) {
    if (accountChanged(error)) throw error;
    return isEventNotFound(error);
  }
}
