/**
 * Changes or removes an occurrence and all later ones: the series ends just before the occurrence,
 * and for a change a new series begins there.
 *
 * The new series comes first, under an id that is derived from the series and the occurrence, and the
 * old one is ended under the etag that was read. Whoever comes after a crash in between, or after a
 * lost answer, finds the new series by its id and finishes what was begun. Occurrences after the
 * division that were changed or moved by themselves follow the new series, as on Google's own page.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { CalendarClient } from "../calendarClient.ts";
import { changeEvent, removeEvent, type RemoveOptions } from "../events/changeEvent.ts";
import {
  ADOPTED_PROPERTY,
  CONTINUED_PROPERTY,
  DIVIDED_PROPERTY,
  WHOLE_PROPERTY,
} from "../events/changeMarks.ts";
import type { Deadline } from "../deadlines.ts";
import { divided, type Division, isFirst, tailOf } from "./divideSeries.ts";
import { ApiError, type ErrorCode } from "../errors.ts";
import { sendUpdatesOf } from "../events/googleEvent.ts";
import type { ChangeEventBody } from "../events/eventSchema.ts";
import { EventIdTaken } from "../google/calendarErrors.ts";
import { OCCURRENCE_FIELDS } from "../google/calendarFields.ts";
import { type EventAddress, patchOnce, readEvent } from "../events/patchOnce.ts";
import { base32hex, sha256 } from "../crypto.ts";
import { needsCounting } from "./splitRecurrence.ts";

type Event = calendar_v3.Schema$Event;

/** A change of an occurrence and all later ones. */
export interface FollowingChange {
  address: EventAddress;
  /** Tells the request from another one to the same occurrence. */
  fingerprint: string;
  ifMatch?: string;
  sendUpdates?: RemoveOptions["sendUpdates"];
  /** What is asked for, once the occurrence is known. Undefined: nothing that it is not already. */
  change(occurrence: Event): ChangeEventBody | undefined;
}

/** How often a series that somebody else keeps changing is divided anew. */
const MAX_TRIES = 4;

/** How often the tail of one occurrence can have been deleted and taken up again. */
const MAX_IDS = 16;

/** The new series. Throws `invalid_request` if the event is no occurrence, `event_changed`, `event_not_found`. */
export async function changeFollowing(
  calendar: CalendarClient,
  request: FollowingChange,
  context: { deadline: Deadline },
): Promise<Event> {
  const tails = new Tails(calendar, request.address);
  for (let tries = 1;; tries++) {
    const division = await readDivision(calendar, request);
    if (!division) return await tails.findOf(request.fingerprint);
    const change = request.change(division.occurrence);
    if (!change) return division.occurrence;
    if (isFirst(division)) return await changeAll(calendar, request, division, change, context);
    assertOrganizer(division.series);

    const { tail, created } = await insertTail(calendar, tails, request, division, change, context);
    try {
      await endSeries(calendar, request, division, tail.id!, context);
    } catch (error) {
      if (!isFinal(error)) throw error;
      if (created) await withdraw(calendar, tails.at(tail.id!), tail, request);
      if (hasMoved(error) && request.ifMatch === undefined && tries < MAX_TRIES) continue;
      throw error;
    }
    if (tail.extendedProperties?.private?.[DIVIDED_PROPERTY] === request.fingerprint) return tail;
    // Another request had begun to divide the series here. That is done now, and this change follows.
    return await changeEvent(
      calendar,
      tails.at(tail.id!),
      { ...change, if_match: undefined },
      context,
    );
  }
}

/** Removes the occurrence and all later ones. What is gone already is done. */
export async function removeFollowing(
  calendar: CalendarClient,
  request: { address: EventAddress } & RemoveOptions,
  context: { deadline: Deadline },
): Promise<void> {
  for (let tries = 1;; tries++) {
    const division = await readDivision(calendar, request);
    if (!division) return;
    const tails = new Tails(calendar, request.address);
    const { series } = division;
    try {
      if (isFirst(division)) {
        return await removeEvent(calendar, tails.at(series.id!), {
          ...request,
          ifMatch: request.ifMatch && series.etag!,
        });
      }
      const begun = await tails.begun(series);
      await endSeries(calendar, request, division, begun?.id ?? "", context);
      // A change that had been begun and never finished has left a series here.
      if (begun) await removeEvent(calendar, tails.at(begun.id!), request);
      return;
    } catch (error) {
      if (!hasMoved(error) || request.ifMatch !== undefined || tries >= MAX_TRIES) throw error;
    }
  }
}

/** `<series>_20270101T090000Z`, or `<series>_20270101` for whole days. */
const OCCURRENCE_ID = /^(.+)_\d{8}(?:T\d{6}Z)?$/;

/**
 * The series and the occurrence, or undefined if the occurrence is gone. Throws `invalid_request` for
 * an event that is no occurrence, and `event_changed` if it is not as `ifMatch` says.
 */
async function readDivision(
  calendar: CalendarClient,
  { address, ifMatch }: { address: EventAddress; ifMatch?: string },
): Promise<Division | undefined> {
  const { calendarId, eventId } = address;
  const seriesId = OCCURRENCE_ID.exec(eventId)?.[1];
  // The series first: if it changes in between, the occurrence tells, or the etag when it is ended.
  const read = seriesId && await findEvent(calendar, { calendarId, eventId: seriesId });
  const occurrence = await findEvent(calendar, address);
  if (!occurrence) return undefined;
  if (!occurrence.recurringEventId) {
    throw new ApiError("invalid_request", {
      details: [{
        path: "scope",
        message: "can be following only for one occurrence of a series, by the occurrence's id",
      }],
    });
  }
  if (ifMatch !== undefined && ifMatch !== occurrence.etag) throw new ApiError("event_changed");
  const series = read && read.id === occurrence.recurringEventId
    ? read
    : await findEvent(calendar, { calendarId, eventId: occurrence.recurringEventId });
  if (!series) return undefined;
  const division = { series, occurrence };
  if (!needsCounting(series.recurrence ?? [])) return division;
  return { ...division, counted: await countBefore(calendar, address, division) };
}

async function findEvent(
  calendar: CalendarClient,
  address: EventAddress,
): Promise<Event | undefined> {
  try {
    return await readEvent(calendar, address);
  } catch (error) {
    if (error instanceof ApiError && error.code === "event_not_found") return undefined;
    throw error;
  }
}

/** How many occurrences the series has before this one, removed ones included. */
async function countBefore(
  calendar: CalendarClient,
  { calendarId }: EventAddress,
  { series, occurrence }: Division,
): Promise<number> {
  const key = ({ originalStartTime: time }: Event) =>
    time?.date ?? new Date(time?.dateTime ?? NaN).toISOString();
  const before = key(occurrence);
  let count = 0;
  let pageToken: string | undefined;
  do {
    const page = await calendar.events.instances({
      calendarId,
      eventId: series.id!,
      showDeleted: true,
      maxResults: 2500,
      pageToken,
      fields: OCCURRENCE_FIELDS,
    });
    count += (page.items ?? []).filter((event) => key(event) < before).length;
    pageToken = page.nextPageToken ?? undefined;
  } while (pageToken);
  return count;
}

/** From the first occurrence on is the whole series. */
async function changeAll(
  calendar: CalendarClient,
  { address: { calendarId }, ifMatch, fingerprint }: FollowingChange,
  { series }: Division,
  change: ChangeEventBody,
  context: { deadline: Deadline },
): Promise<Event> {
  const body = { ...change, if_match: ifMatch && series.etag! };
  const address = { calendarId, eventId: series.id! };
  return await changeEvent(calendar, address, body, {
    ...context,
    notes: { [WHOLE_PROPERTY]: fingerprint },
  });
}

/**
 * Takes back the new series, because the old one goes on. A series that another request has found
 * meanwhile and relies on stays.
 */
async function withdraw(
  calendar: CalendarClient,
  address: EventAddress,
  tail: Event,
  { sendUpdates }: FollowingChange,
): Promise<void> {
  for (let now: Event | undefined = tail; now; now = await findEvent(calendar, address)) {
    if (noteIn(now, ADOPTED_PROPERTY) !== undefined) return;
    try {
      return await removeEvent(calendar, address, { ifMatch: now.etag ?? undefined, sendUpdates });
    } catch (error) {
      // A guest may have answered.
      if (!hasMoved(error)) throw error;
    }
  }
}

/** A new series would be the guest's own, beside the organizer's. */
function assertOrganizer({ organizer }: Event): void {
  if (!organizer || organizer.self) return;
  throw new ApiError("google_permission_denied", {
    details: { reason: "forbiddenForNonOrganizer" },
  });
}

/** The series that begin at one occurrence of another: normally one, more if it was deleted since. */
class Tails {
  constructor(
    private readonly calendar: CalendarClient,
    private readonly address: EventAddress,
  ) {}

  at(eventId: string): EventAddress {
    return { calendarId: this.address.calendarId, eventId };
  }

  /** The id of the series that begins there; `place` counts those that are deleted or finished. */
  async idOf(place: number): Promise<string> {
    const { userId, googleAccountId } = this.calendar.account;
    return base32hex(
      await sha256(
        JSON.stringify(["following", userId, googleAccountId, this.address.eventId, place]),
      ),
    );
  }

  /** What Google has under an id of theirs: undefined if it is free. */
  async read(eventId: string): Promise<Event | undefined> {
    try {
      return await this.calendar.events.get(this.at(eventId));
    } catch (error) {
      if (error instanceof ApiError && error.code === "event_not_found") return undefined;
      throw error;
    }
  }

  /** Whether it is a series of this project's that the old one has not made room for yet. */
  isBegun(tail: Event, series: Event): boolean {
    return tail.status !== "cancelled" && noteIn(tail, DIVIDED_PROPERTY) !== undefined &&
      noteIn(series, CONTINUED_PROPERTY) !== tail.id;
  }

  /** The series that a request has begun here without ending the old one. */
  async begun(series: Event): Promise<Event | undefined> {
    for (let place = 0; place < MAX_IDS; place++) {
      const tail = await this.read(await this.idOf(place));
      if (!tail) return undefined;
      if (this.isBegun(tail, series)) return tail;
    }
  }

  /** The series that this very request has made. Throws `event_not_found`. */
  async findOf(fingerprint: string): Promise<Event> {
    for (let place = 0; place < MAX_IDS; place++) {
      const tail = await this.read(await this.idOf(place));
      if (!tail) break;
      if (tail.status !== "cancelled" && noteIn(tail, DIVIDED_PROPERTY) === fingerprint) {
        return tail;
      }
    }
    // From the first occurrence on, the series itself was changed, and its start may have moved.
    const seriesId = OCCURRENCE_ID.exec(this.address.eventId)?.[1];
    const series = seriesId && await findEvent(this.calendar, this.at(seriesId));
    if (series && noteIn(series, WHOLE_PROPERTY) === fingerprint) return series;
    throw new ApiError("event_not_found");
  }
}

function noteIn({ extendedProperties }: Event, property: string): string | undefined {
  return extendedProperties?.private?.[property];
}

/** The series that begins at the occurrence, made now or found half-finished. */
async function insertTail(
  calendar: CalendarClient,
  tails: Tails,
  request: FollowingChange,
  division: Division,
  change: ChangeEventBody,
  { deadline }: { deadline: Deadline },
): Promise<{ tail: Event; created: boolean }> {
  // Refused before anything is written.
  divided(division);
  assertWholeGuestList(division.series);
  for (let place = 0; place < MAX_IDS; place++) {
    const eventId = await tails.idOf(place);
    const tail = await insertOnce(
      calendar,
      tails,
      request,
      tailOf(
        division,
        change,
        calendar.account,
        { eventId, properties: { [DIVIDED_PROPERTY]: request.fingerprint } },
      ),
    );
    if (tail) return { tail, created: true };
    const found = await tails.read(eventId);
    if (!found || !tails.isBegun(found, division.series)) continue;
    // From now on whoever made it does not take it back.
    const adopted = await patchOnce(calendar, {
      address: tails.at(eventId),
      before: found,
      params: { sendUpdates: "none" },
      change: () => ({ extendedProperties: { private: { [ADOPTED_PROPERTY]: "true" } } }),
    }, deadline).catch((error) => {
      if (error instanceof ApiError && error.code === "event_not_found") return undefined;
      throw error;
    });
    if (adopted) return { tail: adopted, created: false };
  }
  throw new ApiError("event_not_found");
}

const UNCERTAIN: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "google_bad_response",
  "google_timeout",
  "google_unavailable",
]);

/** Undefined if the id is taken. */
async function insertOnce(
  calendar: CalendarClient,
  tails: Tails,
  { address: { calendarId }, sendUpdates, fingerprint }: FollowingChange,
  tail: Event,
): Promise<Event | undefined> {
  try {
    return await calendar.events.insert({
      calendarId,
      sendUpdates: sendUpdatesOf(sendUpdates),
      conferenceDataVersion: tail.conferenceData ? 1 : undefined,
      supportsAttachments: tail.attachments ? true : undefined,
      requestBody: tail,
    });
  } catch (error) {
    if (error instanceof EventIdTaken) return undefined;
    if (!(error instanceof ApiError) || !UNCERTAIN.has(error.code)) throw error;
    const found = await tails.read(tail.id!).catch(() => undefined);
    const own = found && found.status !== "cancelled" &&
      noteIn(found, DIVIDED_PROPERTY) === fingerprint;
    if (own) return found;
    throw error;
  }
}

/** A list that Google has cut would uninvite the guests who are left out. */
function assertWholeGuestList({ attendeesOmitted }: Event): void {
  if (!attendeesOmitted) return;
  throw new ApiError("invalid_request", {
    details: [{
      path: "scope",
      message: "cannot be following: Google left out guests, who would be uninvited",
    }],
  });
}

/** Ends the old series before the occurrence. Throws `event_changed` if it is not as it was read. */
async function endSeries(
  calendar: CalendarClient,
  { address: { calendarId }, sendUpdates }: { address: EventAddress } & RemoveOptions,
  division: Division,
  continuedBy: string,
  { deadline }: { deadline: Deadline },
): Promise<void> {
  const { series } = division;
  const address = { calendarId, eventId: series.id! };
  try {
    await patchOnce(calendar, {
      address,
      ifMatch: series.etag ?? undefined,
      before: series,
      params: { sendUpdates: sendUpdatesOf(sendUpdates) },
      change: () => ({
        recurrence: divided(division).before,
        extendedProperties: { private: { [CONTINUED_PROPERTY]: continuedBy } },
      }),
    }, deadline);
  } catch (error) {
    if (!hasMoved(error) || continuedBy === "") throw error;
    // The same request, sent twice at once, has ended it for the same new series.
    const now = await findEvent(calendar, address);
    if (!now || noteIn(now, CONTINUED_PROPERTY) !== continuedBy) throw error;
  }
}

const hasMoved = (error: unknown) => error instanceof ApiError && error.code === "event_changed";

/** Whether the old series is sure to stay as it is, so that the new one has to go. */
function isFinal(error: unknown): boolean {
  return error instanceof ApiError && error.status < 500 &&
    error.code !== "google_account_changed" &&
    error.code !== "reconnect_required";
}
