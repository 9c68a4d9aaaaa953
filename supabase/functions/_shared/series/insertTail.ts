/**
 * Makes the series that begins at an occurrence, exactly once, and takes it back if the old series
 * cannot be ended.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { ApiError } from "../errors.ts";
import { removeEvent } from "../events/changeEvent.ts";
import { ADOPTED_PROPERTY, DIVIDED_PROPERTY, noteIn } from "../events/changeMarks.ts";
import { isEventChanged, isEventNotFound } from "../events/failures.ts";
import { sendUpdatesOf } from "../events/googleEvent.ts";
import { insertOnce } from "../events/insertOnce.ts";
import { patchOnce } from "../events/patchOnce.ts";
import { findEvent, findStoredEvent } from "../events/readEvent.ts";
import { type Following, inCalendarOf, isBegun, tailIds } from "./following.ts";

type Event = calendar_v3.Schema$Event;

/** The series that begins at an occurrence, and whether this request has made it. */
export interface InsertedTail {
  tail: Event;
  created: boolean;
}

/**
 * Makes the series, or finds the one that another request has begun there. `tailOf` makes its content
 * for an id. Throws `event_not_found` if too many were made and deleted there.
 */
export async function insertTail(
  following: Following,
  series: Event,
  tailOf: (eventId: string) => Event,
): Promise<InsertedTail> {
  for (const eventId of tailIds(following)) {
    const tail = await insert(following, tailOf(eventId));
    if (tail) return { tail, created: true };
    const found = await findStoredEvent(following.calendar, inCalendarOf(following, eventId));
    if (!found || !isBegun(found, series)) continue;
    const adopted = await adopt(following, found);
    if (adopted) return { tail: adopted, created: false };
  }
  throw new ApiError("event_not_found");
}

/** Inserts the series. Undefined if its id is taken. */
async function insert(following: Following, tail: Event): Promise<Event | undefined> {
  const { calendar, address: { calendarId }, sendUpdates } = following;
  const inserted = await insertOnce(calendar, {
    calendarId,
    sendUpdates: sendUpdatesOf(sendUpdates),
    conferenceDataVersion: tail.conferenceData ? 1 : undefined,
    supportsAttachments: tail.attachments ? true : undefined,
    requestBody: tail,
  }, (found) => noteIn(found, DIVIDED_PROPERTY) === noteIn(tail, DIVIDED_PROPERTY));
  return inserted?.event;
}

/** Marks the series so that the request that made it does not take it back. Undefined if it is gone. */
async function adopt(following: Following, tail: Event): Promise<Event | undefined> {
  try {
    return await patchOnce(following.calendar, {
      address: inCalendarOf(following, tail.id!),
      before: tail,
      params: { sendUpdates: "none" },
      change: () => ({ extendedProperties: { private: { [ADOPTED_PROPERTY]: "true" } } }),
    }, following.deadline);
  } catch (error) {
    if (isEventNotFound(error)) return undefined;
    throw error;
  }
}

/** Takes back the new series because the old one goes on. A series that another request adopted stays. */
export async function withdrawTail(following: Following, tail: Event): Promise<void> {
  const { calendar, sendUpdates } = following;
  const address = inCalendarOf(following, tail.id!);
  for (let now: Event | undefined = tail; now; now = await findEvent(calendar, address)) {
    if (noteIn(now, ADOPTED_PROPERTY) !== undefined) return;
    try {
      return await removeEvent(calendar, address, { ifMatch: now.etag ?? undefined, sendUpdates });
    } catch (error) {
      // A guest may have answered in between.
      if (!isEventChanged(error)) throw error;
    }
  }
}
