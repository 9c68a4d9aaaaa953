/**
 * A request for an occurrence and all later ones, and the series that it makes there.
 *
 * The new series has an id that is derived from the occurrence, so that a request after a crash or a lost
 * answer finds it. Private extended properties say who made it and whether the old series has
 * been ended for it.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { CalendarClient } from "../calendarClient.ts";
import { base32hex, sha256 } from "../crypto.ts";
import type { Deadline } from "../deadlines.ts";
import type { RemoveOptions } from "../events/changeEvent.ts";
import { CONTINUED_PROPERTY, DIVIDED_PROPERTY, noteIn } from "../events/changeMarks.ts";
import { type EventAddress, findStoredEvent } from "../events/readEvent.ts";

type Event = calendar_v3.Schema$Event;

/** What every step of a request for an occurrence and all later ones needs. */
export interface Following extends RemoveOptions {
  calendar: CalendarClient;
  /** The occurrence. */
  address: EventAddress;
  deadline: Deadline;
}

/** The address of another event in the occurrence's calendar. */
export function inCalendarOf({ address }: Following, eventId: string): EventAddress {
  return { calendarId: address.calendarId, eventId };
}

/** How often a series that somebody else keeps changing is divided again. */
export const MAX_DIVISIONS = 4;

/** How often the tail of one occurrence can have been deleted and made again. */
const MAX_TAILS = 16;

/** The ids of the series that begin at the occurrence: each one is used if those before it are taken. */
export function* tailIds(
  { calendar: { account }, address }: Following,
): Generator<string> {
  const { userId, googleAccountId } = account;
  for (let place = 0; place < MAX_TAILS; place++) {
    yield base32hex(
      sha256(
        JSON.stringify(["following", userId, googleAccountId, address.eventId, place]),
      ),
    );
  }
}

/** The series that begin at the occurrence, in the order of their ids. Deleted ones are included. */
async function* storedTails(following: Following): AsyncGenerator<Event> {
  for (const id of tailIds(following)) {
    const tail = await findStoredEvent(following.calendar, inCalendarOf(following, id));
    if (!tail) return;
    yield tail;
  }
}

/** True if a request made this series at the occurrence and has not ended the old series for it. */
export function isBegun(tail: Event, series: Event): boolean {
  return tail.status !== "cancelled" && noteIn(tail, DIVIDED_PROPERTY) !== undefined &&
    noteIn(series, CONTINUED_PROPERTY) !== tail.id;
}

/** The series that a request has begun at the occurrence without ending the old one. */
export async function findBegun(following: Following, series: Event): Promise<Event | undefined> {
  for await (const tail of storedTails(following)) if (isBegun(tail, series)) return tail;
}

/** The series at the occurrence that the request with this fingerprint has made. */
export async function findMade(
  following: Following,
  fingerprint: string,
): Promise<Event | undefined> {
  for await (const tail of storedTails(following)) {
    if (tail.status !== "cancelled" && noteIn(tail, DIVIDED_PROPERTY) === fingerprint) return tail;
  }
}
