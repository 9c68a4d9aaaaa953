/**
 * Inserts an event under an id of this project's own, exactly once.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { CalendarClient } from "../calendarClient.ts";
import { EventIdTaken } from "../google/calendarErrors.ts";
import { isUncertain } from "./failures.ts";
import { findEvent } from "./readEvent.ts";

/** An event, and whether an earlier try inserted it. */
export interface InsertedEvent {
  event: calendar_v3.Schema$Event;
  wasThere: boolean;
}

/**
 * Inserts the event. If the answer is lost, the event is looked for by its id: `isOwn` tells whether
 * what is found comes from this request. Undefined if the id is taken.
 */
export async function insertOnce(
  calendar: CalendarClient,
  params: calendar_v3.Params$Resource$Events$Insert & { calendarId: string },
  isOwn: (found: calendar_v3.Schema$Event) => boolean,
): Promise<InsertedEvent | undefined> {
  try {
    return { event: await calendar.events.insert(params), wasThere: false };
  } catch (error) {
    if (error instanceof EventIdTaken) return undefined;
    if (!isUncertain(error)) throw error;
    const address = { calendarId: params.calendarId, eventId: params.requestBody!.id! };
    const event = await findEvent(calendar, address).catch(() => undefined);
    if (event && isOwn(event)) return { event, wasThere: true };
    throw error;
  }
}
