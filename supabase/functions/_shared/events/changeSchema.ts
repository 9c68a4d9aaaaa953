/**
 * The body that changes an event. It accepts an event as it was read, nulls included. Unknown keys are
 * refused, never ignored: a misspelt field must not be lost.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import * as z from "zod";
import type { Problem } from "../errors.ts";
import { halfTimes } from "../time/eventTime.ts";
import { type CheckedFields, checkFields, type GivenFields } from "./checkFields.ts";
import { calendarId, etag, eventFields, scope, sendUpdates, timeFields } from "./eventFields.ts";
import { anyFields, anyType, readOnlyFields } from "./readFields.ts";

/** Absence means unchanged, null means cleared. Start and end come together. `attendees` is the whole list. */
export const changeEventFields = z.strictObject({
  ...anyFields,
  ...timeFields,
  conference: eventFields.conference.nullish(),
  send_updates: sendUpdates.optional(),
  calendar_id: calendarId.nullish(),
  if_match: etag.optional(),
  scope: scope.optional(),
  event_type: anyType,
  ...readOnlyFields,
});

/** A checked change, as it is sent. Absent: unchanged. Null: cleared. */
export interface ChangeEventBody extends CheckedFields {
  /** All guests, as Google stores them. */
  attendees?: calendar_v3.Schema$EventAttendee[];
  conference?: "google_meet" | null;
  send_updates?: "all" | "external_only" | "none";
  calendar_id: string;
  if_match?: string;
}

/** A change as it was requested, checked as far as possible without the event. */
export interface ChangeRequest extends ChangeEventBody {
  /** All fields of an event that were given. */
  given: GivenFields;
  /** An occurrence and all later ones. */
  scope?: "following";
  /** The problems of fields that are not as they were read. */
  problems: Problem[];
}

export const changeEventBody = changeEventFields.transform(
  (
    { conference, send_updates, calendar_id, if_match, scope, ...given },
    context,
  ): ChangeRequest => {
    // A start without an end, or an end without a start, is wrong for any event.
    const halves = halfTimes(given);
    for (const { path, message } of halves) {
      context.issues.push({ code: "custom", path: [path], message, input: given });
    }
    if (halves.length > 0) return z.NEVER;
    const { fields, problems } = checkFields(given);
    return {
      ...fields,
      conference,
      send_updates,
      calendar_id: calendar_id ?? "primary",
      if_match,
      scope,
      given,
      problems,
    };
  },
);
