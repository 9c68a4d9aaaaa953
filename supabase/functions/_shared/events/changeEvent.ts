/**
 * Reads, changes and removes one event. `If-Match` guards against somebody else's change, and a
 * request's own lost first try is not taken for one.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { accountChanged, type CalendarClient } from "../calendarClient.ts";
import type { Deadline } from "../deadlines.ts";
import { ApiError, type ErrorCode } from "../errors.ts";
import { patchBody, sendUpdatesOf } from "./googleEvent.ts";
import type { ChangeEventBody } from "./eventSchema.ts";
import { patchOnce } from "./patchOnce.ts";
import { type EventAddress, readEvent } from "./readEvent.ts";
import { randomToken, sha256Base64url } from "../crypto.ts";

/** Ours, Google's and those of occurrences: `<id>_20270101T090000Z`. */
const EVENT_ID = /^[A-Za-z0-9_-]{1,1024}$/;

/** The event's id in a path. Throws `event_not_found` for what is none. */
export function eventIdOf(parameter: string): string {
  if (!EVENT_ID.test(parameter)) throw new ApiError("event_not_found");
  return parameter;
}

/** What a change is made with. */
export interface ChangeContext {
  deadline: Deadline;
  /** Private extended properties to write along. */
  notes?: Record<string, string>;
}

/** Changes the event. Throws `event_changed` if it is not as `if_match` says, `event_not_found` if it is gone. */
export async function changeEvent(
  calendar: CalendarClient,
  address: EventAddress,
  body: ChangeEventBody,
  { deadline, notes = {} }: ChangeContext,
): Promise<calendar_v3.Schema$Event> {
  // A meeting that is asked for twice under one name is made once.
  const meetingId = await sha256Base64url(
    JSON.stringify([address, body.if_match ?? randomToken()]),
  );
  return await patchOnce(calendar, {
    address,
    ifMatch: body.if_match,
    params: {
      sendUpdates: sendUpdatesOf(body.send_updates),
      conferenceDataVersion: body.conference === undefined ? undefined : 1,
    },
    change: () => patchBody(body, meetingId, notes, calendar.account),
  }, deadline);
}

/** Whom to tell of a removal, and which version is meant. */
export interface RemoveOptions {
  ifMatch?: string;
  sendUpdates?: Parameters<typeof sendUpdatesOf>[0];
}

/** Failures after which the event may be gone all the same. */
const MAYBE_REMOVED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "event_changed",
  "google_timeout",
  "google_unavailable",
  "google_bad_response",
]);

/** Removes the event. What is gone already is done. Throws `event_changed` if it is not as `ifMatch` says. */
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
    if (!(error instanceof ApiError)) throw error;
    if (error.code === "event_not_found") return;
    // Google compares the etag before it looks whether the event is still there, so a removal
    // that was carried out before, by this very request too, answers 412.
    if (MAYBE_REMOVED.has(error.code) && await isGone(calendar, address)) return;
    throw error;
  }
}

/** Whether Google says that the event is not, or no longer, there. False if Google cannot tell. */
async function isGone(calendar: CalendarClient, address: EventAddress): Promise<boolean> {
  try {
    await readEvent(calendar, address);
    return false;
  } catch (error) {
    if (accountChanged(error)) throw error;
    return error instanceof ApiError && error.code === "event_not_found";
  }
}

export { type EventAddress, readEvent };
