/**
 * Changes an event by what was asked for. The event is read first, unless the caller names its version
 * and nothing is asked that depends on what is there: an answer that is sent back, guests who keep
 * their answers, a value that can only be one that was there before.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { CalendarClient } from "../calendarClient.ts";
import { calendarNameOf } from "./calendarName.ts";
import { changeAgainst, changesNothing } from "./changeAgainst.ts";
import { type ChangeContext, changeEvent, type EventAddress, readEvent } from "./changeEvent.ts";
import { ApiError } from "../errors.ts";
import { patchBody, sendUpdatesOf } from "./googleEvent.ts";
import type { ChangeRequest } from "./eventSchema.ts";
import { patchOnce } from "./patchOnce.ts";
import { sha256Base64url } from "../crypto.ts";
import { readOnlyFields } from "./readFields.ts";

/**
 * The event as it is after the change; not touched if nothing differs. Throws `invalid_request`, and
 * `event_changed` if it is not as the caller's `if_match` says.
 */
export async function updateEvent(
  calendar: CalendarClient,
  address: EventAddress,
  request: ChangeRequest,
  context: ChangeContext,
): Promise<calendar_v3.Schema$Event> {
  // An event may name a resource that is gone by now, and keep it.
  const isGone = request.resource_id != null && calendar.account.resourceName === null;
  if (request.if_match !== undefined && !isGone && !needsRead(request)) {
    return await changeEvent(calendar, address, request, context);
  }
  const before = await readEvent(calendar, address);
  if (request.if_match !== undefined && request.if_match !== before.etag) {
    throw new ApiError("event_changed");
  }
  const name = calendarNameOf(address.calendarId, calendar.account);
  // A meeting that is asked for twice under one name is made once.
  const meetingId = await sha256Base64url(JSON.stringify([address, before.etag]));
  return await patchOnce(calendar, {
    address,
    ifMatch: request.if_match,
    before,
    params: {
      sendUpdates: sendUpdatesOf(request.send_updates),
      conferenceDataVersion: request.conference === undefined ? undefined : 1,
    },
    // Of the event as it is at each try: whoever came in between is not overwritten.
    change(now) {
      const change = changeAgainst(request, now!, name);
      if (changesNothing(change)) return undefined;
      return patchBody(change, meetingId, context.notes ?? {}, calendar.account);
    },
  }, context.deadline);
}

const READ_ONLY = [
  ...Object.keys(readOnlyFields),
  "event_type",
] as (keyof ChangeRequest["given"])[];

/** Whether the event decides what the request comes to, even if the caller names its version. */
function needsRead({ given, problems, scope: _, ...change }: ChangeRequest): boolean {
  return problems.length > 0 || given.attendees !== undefined || changesNothing(change) ||
    READ_ONLY.some((name) => given[name] !== undefined);
}
