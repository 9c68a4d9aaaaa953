/**
 * Addresses and reads one event.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { CalendarClient } from "../calendarClient.ts";
import { ApiError } from "../errors.ts";
import { isEventNotFound } from "./failures.ts";

/** Which event, in which calendar. */
export interface EventAddress {
  calendarId: string;
  eventId: string;
}

/** The ids that this project derives, Google's, and those of occurrences: `<id>_20270101T090000Z`. */
const EVENT_ID = /^[A-Za-z0-9_-]{1,1024}$/;

/** The event id in a path. Throws `event_not_found` if it cannot be an event's id. */
export function parseEventId(parameter: string): string {
  if (!EVENT_ID.test(parameter)) throw new ApiError("event_not_found");
  return parameter;
}

/** The event. Throws `event_not_found`, also for a deleted event, which Google still answers. */
export async function readEvent(
  calendar: CalendarClient,
  address: EventAddress,
): Promise<calendar_v3.Schema$Event> {
  const event = await calendar.events.get({ ...address });
  if (event.status === "cancelled") throw new ApiError("event_not_found");
  return event;
}

/** The event. Undefined if there is none, or if it is deleted. */
export async function findEvent(
  calendar: CalendarClient,
  address: EventAddress,
): Promise<calendar_v3.Schema$Event | undefined> {
  const event = await findStoredEvent(calendar, address);
  return event?.status === "cancelled" ? undefined : event;
}

/** What Google stores under the id: possibly a deleted event, which keeps its id. Undefined if there is nothing. */
export async function findStoredEvent(
  calendar: CalendarClient,
  address: EventAddress,
): Promise<calendar_v3.Schema$Event | undefined> {
  try {
    return await calendar.events.get({ ...address });
  } catch (error) {
    if (isEventNotFound(error)) return undefined;
    throw error;
  }
}
