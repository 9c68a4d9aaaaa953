/**
 * Answers an invitation as the guest whose calendar it is in. Google accepts the answer as a guest list
 * of one entry with `attendeesOmitted`, and leaves all other entries as they are.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { CalendarClient } from "../calendarClient.ts";
import type { Deadline } from "../deadlines.ts";
import { invalidRequest } from "../http/validation.ts";
import { RESPONSE_STATUSES } from "./eventWords.ts";
import { sendUpdatesOf } from "./googleEvent.ts";
import { patchOnce } from "./patchOnce.ts";
import { type EventAddress, readEvent } from "./readEvent.ts";
import type { ResponseBody } from "./responseSchema.ts";

/**
 * The event with the answer. An answer that the event already has is not sent again. Throws
 * `invalid_request` if the calendar's owner is not a guest, `event_changed` if the event's etag is not
 * the body's, and `event_not_found` if the event is gone.
 */
export async function respondToEvent(
  calendar: CalendarClient,
  address: EventAddress,
  body: ResponseBody,
  { deadline }: { deadline: Deadline },
): Promise<calendar_v3.Schema$Event> {
  const before = await readEvent(calendar, address);
  if (body.if_match === undefined || body.if_match === before.etag) {
    const stored = ownEntry(before);
    const answered = answer(stored, body);
    const isSame = stored.responseStatus === answered.responseStatus &&
      (stored.comment || "") === (answered.comment || "");
    if (isSame) return before;
  }
  return await patchOnce(calendar, {
    address,
    ifMatch: body.if_match,
    before,
    params: { sendUpdates: sendUpdatesOf(body.send_updates) },
    change: (event) => ({ attendees: [answer(ownEntry(event!), body)], attendeesOmitted: true }),
  }, deadline);
}

/** The entry that Google marks as the calendar's own. Its address can differ from the account's. */
function ownEntry({ attendees }: calendar_v3.Schema$Event): calendar_v3.Schema$EventAttendee {
  const own = attendees?.find?.((attendee) => attendee?.self);
  if (own) return own;
  throw invalidRequest([{
    path: "response_status",
    message: "cannot be set: this calendar's owner is not a guest of the event",
  }]);
}

/** The guest's whole entry with the answer, because Google replaces the entry as a whole. */
function answer(
  { email, displayName, optional, resource, additionalGuests, comment }:
    calendar_v3.Schema$EventAttendee,
  body: ResponseBody,
): calendar_v3.Schema$EventAttendee {
  return {
    email,
    displayName,
    optional,
    resource,
    additionalGuests,
    comment: body.comment === undefined ? comment : body.comment ?? "",
    responseStatus: RESPONSE_STATUSES[body.response_status],
  };
}
