/**
 * Changes an event by what was asked for. The event is read first only if that decides something: an
 * answer that is sent back, guests who keep their answers, a value that can only be one that was there
 * before.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { CalendarClient } from "./calendarClient.ts";
import { calendarNameOf } from "./calendarName.ts";
import { changeAgainst, changesNothing } from "./changeAgainst.ts";
import { type ChangeContext, changeEvent, type EventAddress, readEvent } from "./changeEvent.ts";
import { ApiError } from "./errors.ts";
import type { LinkedResource } from "./eventRequest.ts";
import type { ChangeRequest } from "./eventSchema.ts";
import { readOnlyFields } from "./readFields.ts";

/** How often an event that somebody else keeps changing is read. */
const MAX_READS = 4;

/** The resource that the request names, once it is known whether it is the caller's. */
export interface NamedResource {
  isKnown: boolean;
  /** What the event says of it. Throws `resource_not_found`. */
  of(id: string | null | undefined): LinkedResource | undefined;
}

/**
 * The event as it is after the change; not touched if nothing differs. Throws `invalid_request`, and
 * `event_changed` if it is not as the caller's `if_match` says.
 */
export async function updateEvent(
  calendar: CalendarClient,
  address: EventAddress,
  request: ChangeRequest,
  named: NamedResource,
  context: ChangeContext,
): Promise<calendar_v3.Schema$Event> {
  // An event may name a resource that is gone by now, and keep it.
  const isGone = request.resource_id != null && !named.isKnown;
  if (!isGone && !needsRead(request)) {
    return await changeEvent(calendar, address, request, named.of(request.resource_id), context);
  }
  const name = calendarNameOf(address.calendarId, calendar.account);
  for (let reads = 1;; reads++) {
    const before = await readEvent(calendar, address);
    if (request.if_match !== undefined && request.if_match !== before.etag) {
      throw new ApiError("event_changed");
    }
    const change = changeAgainst(request, before, name);
    if (changesNothing(change)) return before;
    const resource = named.of(change.resource_id);
    try {
      // The change was made for the event as it was read, so it must not meet another.
      const guarded = { ...change, if_match: before.etag ?? undefined };
      return await changeEvent(calendar, address, guarded, resource, context);
    } catch (error) {
      const moved = error instanceof ApiError && error.code === "event_changed";
      // The caller named no version: what was asked for is asked of the event as it is now.
      if (!moved || request.if_match !== undefined || reads >= MAX_READS) throw error;
    }
  }
}

const READ_ONLY = [
  ...Object.keys(readOnlyFields),
  "event_type",
] as (keyof ChangeRequest["given"])[];

function needsRead({ given, problems, scope: _, ...change }: ChangeRequest): boolean {
  return problems.length > 0 || given.attendees !== undefined || changesNothing(change) ||
    READ_ONLY.some((name) => given[name] !== undefined);
}
