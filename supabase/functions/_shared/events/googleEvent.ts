/**
 * A checked body as Google's request. Every field is named here: a caller's object is never passed
 * through, for some names would steer the Google client.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { RESOURCE_PROPERTY } from "./event.ts";
import type { Reminders } from "./eventFields.ts";
import type { ChangeEventBody, CreateEventBody } from "./eventSchema.ts";
import type { Account } from "../accounts/accounts.ts";
import { PLAIN_FIELDS, PLAIN_NAMES } from "../google/plainFields.ts";
import { linkedResource } from "../resources/linkedResource.ts";
import type { EventTime, EventTimes } from "../time/eventTime.ts";

/** Whose event it is, with the resource that was read with the account. */
export type Owner = Pick<Account, "resourceName">;

const SEND_UPDATES = { all: "all", external_only: "externalOnly", none: "none" } as const;

/** Google's `sendUpdates`. */
export function sendUpdatesOf(value: keyof typeof SEND_UPDATES | undefined): string | undefined {
  return value && SEND_UPDATES[value];
}

/** The fields that creating and changing have in common. Undefined: left out. Null: cleared. */
function commonFields(body: ChangeEventBody | CreateEventBody): calendar_v3.Schema$Event {
  return {
    summary: body.summary,
    ...Object.fromEntries(
      PLAIN_NAMES.map((name) => [PLAIN_FIELDS[name].google, body[name]]),
    ),
    recurrence: body.recurrence as string[] | undefined,
    attendees: body.attendees,
  };
}

/** https://developers.google.com/workspace/calendar/api/guides/create-events#conferencing */
function meetRequest(requestId: string): calendar_v3.Schema$ConferenceData {
  return { createRequest: { requestId, conferenceSolutionKey: { type: "hangoutsMeet" } } };
}

/** The body that creates an event; its id, and what a meeting is asked for by, are the same for the same key. Throws `resource_not_found`. */
export function insertBody(
  body: CreateEventBody,
  eventId: string,
  privateProperties: Record<string, string>,
  owner: Owner,
): calendar_v3.Schema$Event {
  const resource = linkedResource(body.resource_id, owner);
  const link = resource && `${resource.name}: ${resource.url}`;
  return {
    ...commonFields(body),
    id: eventId,
    ...body.when,
    reminders: body.reminders && remindersOf(body.reminders),
    description: withLink(body.description, link),
    conferenceData: body.conference && meetRequest(eventId),
    source: resource && { title: resource.name, url: resource.url },
    extendedProperties: {
      private: {
        ...privateProperties,
        ...resource && { [RESOURCE_PROPERTY]: resource.id },
      },
    },
  };
}

/** The body that changes an event. `requestId` names a meeting that is asked for. Throws `resource_not_found`. */
export function patchBody(
  body: ChangeEventBody,
  requestId: string,
  privateProperties: Record<string, string>,
  owner: Owner,
): calendar_v3.Schema$Event {
  const resource = linkedResource(body.resource_id, owner);
  const unlinked = body.resource_id === null;
  return {
    ...commonFields(body),
    ...body.when && timesToPatch(body.when),
    reminders: body.reminders === undefined ? undefined : remindersToPatch(body.reminders),
    conferenceData: body.conference === null
      ? null as never
      : body.conference && meetRequest(requestId),
    source: unlinked ? null as never : resource && { title: resource.name, url: resource.url },
    extendedProperties: {
      private: {
        ...privateProperties,
        ...(unlinked || resource) && { [RESOURCE_PROPERTY]: (resource?.id ?? null) as string },
      },
    },
  };
}

/** As long as Google takes a description to be. */
const MAX_DESCRIPTION = 8192;

/**
 * The description with the resource's link below it, once: an event that was read may have it. Without
 * it if Google would refuse the two for their length; `source` has the link as well.
 */
function withLink(description: string | undefined, link: string | undefined): string | undefined {
  if (link === undefined || description?.includes(link)) return description;
  const both = [description, link].filter(Boolean).join("\n\n");
  return both.length > MAX_DESCRIPTION ? description : both;
}

function remindersOf({ use_default, overrides }: Reminders) {
  return use_default ? { useDefault: true } : { useDefault: false, overrides };
}

/** A patch merges objects: overrides that are there must go, or Google refuses the default ones. */
function remindersToPatch(reminders: Reminders | null) {
  return reminders === null || reminders.use_default
    ? { useDefault: true, overrides: null as never }
    : remindersOf(reminders);
}

/** A patch merges objects: the fields of the other kind must go, or both would stand. */
function timesToPatch({ start, end }: EventTimes) {
  const whole = (time: EventTime) =>
    time.date === undefined
      ? { ...time, date: null }
      : { ...time, dateTime: null, timeZone: time.timeZone ?? null };
  return { start: whole(start), end: whole(end) };
}
