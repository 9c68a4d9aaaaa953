/**
 * Changes an event by what was asked for. The event is read first, unless the caller names its etag and
 * the request does not depend on what the event has: a field that was read and is sent back, guests who
 * keep their answers, a value that is valid only if the event has it already.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { CalendarClient } from "../calendarClient.ts";
import { ApiError } from "../errors.ts";
import { placeOf } from "./place.ts";
import { changeAgainst, changesNothing } from "./changeAgainst.ts";
import { type ChangeContext, changeEvent, meetingIdFor, patchParams } from "./changeEvent.ts";
import { READ_ONLY } from "./differences.ts";
import type { ChangeRequest } from "./changeSchema.ts";
import { patchBody } from "./googleEvent.ts";
import { patchOnce } from "./patchOnce.ts";
import { type EventAddress, readEvent } from "./readEvent.ts";

/**
 * The event after the change. The event is left alone if nothing differs. Throws `invalid_request` with
 * every problem, `event_changed` if the event's etag is not the request's, and `event_not_found`.
 */
export async function updateEvent(
  calendar: CalendarClient,
  address: EventAddress,
  request: ChangeRequest,
  context: ChangeContext,
): Promise<calendar_v3.Schema$Event> {
  // An event may name a resource that has been deleted since, and keep it.
  const isGone = request.resource_id != null && calendar.account.resourceName === null;
  if (request.if_match !== undefined && !isGone && !needsRead(request)) {
    return await changeEvent(calendar, address, request, context);
  }
  const before = await readEvent(calendar, address);
  if (request.if_match !== undefined && request.if_match !== before.etag) {
    throw new ApiError("event_changed");
  }
  const place = placeOf(address.calendarId, calendar.account);
  const meetingId = meetingIdFor(address, before.etag);
  return await patchOnce(calendar, {
    address,
    ifMatch: request.if_match,
    before,
    params: patchParams(request),
    // The change is computed for the event as it is at each try, so no change in between is lost.
    change(now) {
      const change = changeAgainst(request, now!, place);
      if (changesNothing(change)) return undefined;
      return patchBody(change, meetingId, context.notes ?? {}, calendar.account);
    },
  }, context.deadline);
}

/** True if the request depends on what the event has, even if the caller names its etag. */
function needsRead({ given, problems, scope: _, ...change }: ChangeRequest): boolean {
  return problems.length > 0 || given.attendees !== undefined || changesNothing(change) ||
    READ_ONLY.some((name) => given[name] !== undefined);
}
