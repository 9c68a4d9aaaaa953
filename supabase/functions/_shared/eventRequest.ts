/**
 * A checked body as Google's request. Every field is named here: a caller's object is never passed
 * through, for some names would steer the Google client.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { RESOURCE_PROPERTY } from "./event.ts";
import { MAX_DESCRIPTION } from "./eventFields.ts";
import type { ChangeEventBody, CreateEventBody } from "./eventSchema.ts";

/** What the event says of the resource it was made for. */
export interface LinkedResource {
  id: string;
  name: string;
  url: string;
}

const SEND_UPDATES = { all: "all", external_only: "externalOnly", none: "none" } as const;

/** Google's `sendUpdates`. */
export function sendUpdatesOf(value: keyof typeof SEND_UPDATES | undefined): string | undefined {
  return value && SEND_UPDATES[value];
}

/** The fields that creating and changing have in common. Undefined: left out. Null: cleared. */
function commonFields(body: ChangeEventBody | CreateEventBody): calendar_v3.Schema$Event {
  return {
    summary: body.summary,
    description: body.description,
    location: body.location,
    recurrence: body.recurrence as string[] | undefined,
    attendees: body.attendees === null ? [] : body.attendees?.map((attendee) => ({
      email: attendee.email,
      optional: attendee.optional,
      displayName: attendee.display_name,
    })),
    reminders: body.reminders === null ? { useDefault: true } : body.reminders && {
      useDefault: body.reminders.use_default,
      overrides: body.reminders.overrides,
    },
    visibility: body.visibility,
    transparency: body.transparency,
    colorId: body.color_id,
  };
}

/** https://developers.google.com/workspace/calendar/api/guides/create-events#conferencing */
function meetRequest(requestId: string): calendar_v3.Schema$ConferenceData {
  return { createRequest: { requestId, conferenceSolutionKey: { type: "hangoutsMeet" } } };
}

/**
 * The description with the resource's link below it. The link is left out if both together are longer
 * than Google takes: the event's `source` has it too.
 */
function describe(
  description: string | undefined,
  resource: LinkedResource | undefined,
): string | undefined {
  const link = resource && `${resource.name}: ${resource.url}`;
  const both = [description, link].filter(Boolean).join("\n\n");
  return (both.length <= MAX_DESCRIPTION ? both : description) || undefined;
}

/** The body that creates an event; its id, and what a meeting is asked for by, are the same for the same key. */
export function insertBody(
  body: CreateEventBody,
  eventId: string,
  privateProperties: Record<string, string>,
  resource: LinkedResource | undefined,
): calendar_v3.Schema$Event {
  return {
    ...commonFields(body),
    id: eventId,
    ...body.when,
    description: describe(body.description, resource),
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

/** The body that changes an event. `requestId` names a meeting that is asked for. */
export function patchBody(
  body: ChangeEventBody,
  requestId: string,
  privateProperties: Record<string, string>,
  resource: LinkedResource | undefined,
): calendar_v3.Schema$Event {
  const unlinked = body.resource_id === null;
  return {
    ...commonFields(body),
    ...body.when && timesToPatch(body.when),
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

/** A patch lays fields over what is there: those of the other kind must go, or both would stand. */
function timesToPatch({ start, end }: NonNullable<ChangeEventBody["when"]>) {
  const whole = (time: calendar_v3.Schema$EventDateTime) =>
    time.date === undefined ? { ...time, date: null } : { ...time, dateTime: null, timeZone: null };
  return { start: whole(start), end: whole(end) };
}
