/**
 * Makes Google's request from a checked body. Every field is named here. A caller's object is never
 * passed on, because some names would control the Google client.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { RESOURCE_PROPERTY } from "./event.ts";
import type { Reminders } from "./eventFields.ts";
import type { ChangeEventBody } from "./changeSchema.ts";
import type { CreateEventBody } from "./createSchema.ts";
import type { Account } from "../accounts/accounts.ts";
import { PLAIN_FIELDS, PLAIN_NAMES } from "../google/plainFields.ts";
import { linkedResource } from "../resources/linkedResource.ts";
import type { EventTime, EventTimes } from "../time/eventTime.ts";

/** The account whose event it is, with the name of the resource that was read with it. */
export type Owner = Pick<Account, "resourceName" | "resourceLink">;

const SEND_UPDATES = { all: "all", external_only: "externalOnly", none: "none" } as const;

/** Google's name of whom to notify. */
export function sendUpdatesOf(value: keyof typeof SEND_UPDATES | undefined): string | undefined {
  return value && SEND_UPDATES[value];
}

/** The fields that creating and changing have in common. Undefined fields are left out, null clears. */
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

/** The body that creates an event. A meeting is requested by the event's id. Throws `resource_not_found`. */
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

/** The body that changes an event. A meeting is requested by `requestId`. Throws `resource_not_found`. */
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

/** How long a description Google accepts. */
const MAX_DESCRIPTION = 8192;

/**
 * The description with the resource's link below it, unless the description has the link already, as an
 * event that was read can. If both together are too long for Google, the link is only in `source`.
 */
function withLink(description: string | undefined, link: string | undefined): string | undefined {
  if (link === undefined || description?.includes(link)) return description;
  const both = [description, link].filter(Boolean).join("\n\n");
  return both.length > MAX_DESCRIPTION ? description : both;
}

function remindersOf({ use_default, overrides }: Reminders) {
  return use_default ? { useDefault: true } : { useDefault: false, overrides };
}

/** Clears existing overrides, because a patch merges objects and Google refuses overrides beside `useDefault`. */
function remindersToPatch(reminders: Reminders | null) {
  return reminders === null || reminders.use_default
    ? { useDefault: true, overrides: null as never }
    : remindersOf(reminders);
}

/** Clears the fields of the other kind, because a patch merges objects and would keep them. */
function timesToPatch({ start, end }: EventTimes) {
  const whole = (time: EventTime) =>
    time.date === undefined
      ? { ...time, date: null }
      : { ...time, dateTime: null, timeZone: time.timeZone ?? null };
  return { start: whole(start), end: whole(end) };
}
