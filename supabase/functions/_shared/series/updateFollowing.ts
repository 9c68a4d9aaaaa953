/**
 * Changes an occurrence and all later ones by what was asked for of the occurrence.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { CalendarClient } from "../calendarClient.ts";
import { calendarNameOf } from "../events/calendarName.ts";
import { changeAgainst, changesNothing } from "../events/changeAgainst.ts";
import type { ChangeContext, EventAddress } from "../events/changeEvent.ts";
import type { ChangeRequest } from "../events/eventSchema.ts";
import { changeFollowing } from "./changeFollowing.ts";
import { sha256Base64url } from "../crypto.ts";
import type { NamedResource } from "../events/updateEvent.ts";

/** The series that begins at the occurrence, or the occurrence if nothing differs from it. */
export async function updateFollowing(
  calendar: CalendarClient,
  address: EventAddress,
  request: ChangeRequest,
  named: NamedResource,
  context: ChangeContext,
): Promise<calendar_v3.Schema$Event> {
  const name = calendarNameOf(address.calendarId, calendar.account);
  return await changeFollowing(calendar, {
    address,
    fingerprint: await sha256Base64url(JSON.stringify([request.given, request.conference])),
    ifMatch: request.if_match,
    sendUpdates: request.send_updates,
    change(occurrence) {
      const change = changeAgainst(request, occurrence, name);
      return changesNothing(change) ? undefined : change;
    },
    resource: (change) => named.of(change.resource_id),
  }, context);
}
