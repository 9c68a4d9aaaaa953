/**
 * Changes an occurrence and all later ones: the series ends just before the occurrence, and a new
 * series begins there.
 *
 * The new series is made first, and the old one is then ended under the etag that was read. A request
 * that comes after a crash in between, or after a lost answer, finds the new series and finishes what
 * was begun. Later occurrences that were changed or moved by themselves follow the new series, as on
 * Google's own page.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { CalendarClient } from "../calendarClient.ts";
import { sha256Base64url } from "../crypto.ts";
import type { Deadline } from "../deadlines.ts";
import { ApiError } from "../errors.ts";
import { placeOf } from "../events/place.ts";
import { changeAgainst, changesNothing } from "../events/changeAgainst.ts";
import { changeEvent } from "../events/changeEvent.ts";
import { DIVIDED_PROPERTY, noteIn, WHOLE_PROPERTY } from "../events/changeMarks.ts";
import type { ChangeEventBody, ChangeRequest } from "../events/changeSchema.ts";
import { isEventChanged } from "../events/failures.ts";
import { type EventAddress, findEvent } from "../events/readEvent.ts";
import {
  divideRecurrence,
  type Division,
  isFirst,
  readDivision,
  scopeProblem,
  seriesIdIn,
} from "./division.ts";
import { endSeries } from "./endSeries.ts";
import { findMade, type Following, inCalendarOf, MAX_DIVISIONS } from "./following.ts";
import { type InsertedTail, insertTail, withdrawTail } from "./insertTail.ts";
import { tailOf } from "./tail.ts";

type Event = calendar_v3.Schema$Event;

interface FollowingChange extends Following {
  /** Tells the request from another one for the same occurrence. */
  fingerprint: string;
}

/**
 * Changes the occurrence and all later ones by what was asked for of the occurrence. The result is the
 * series that begins there, or the occurrence if nothing differs from it. Throws `invalid_request` if
 * the event is not an occurrence, `event_changed` if its etag is not the request's, and
 * `event_not_found`.
 */
export async function changeFollowing(
  calendar: CalendarClient,
  address: EventAddress,
  request: ChangeRequest,
  { deadline }: { deadline: Deadline },
): Promise<Event> {
  const following: FollowingChange = {
    calendar,
    address,
    deadline,
    ifMatch: request.if_match,
    sendUpdates: request.send_updates,
    fingerprint: sha256Base64url(JSON.stringify([request.given, request.conference])),
  };
  const place = placeOf(address.calendarId, calendar.account);
  for (let tries = 1;; tries++) {
    const division = await readDivision(following);
    if (!division) return await findResult(following);
    const change = changeAgainst(request, division.occurrence, place);
    if (changesNothing(change)) return division.occurrence;
    if (isFirst(division)) return await changeAll(following, division, change);

    assertOrganizer(division.series);
    const { tail, created } = await beginTail(following, division, change);
    try {
      await endSeries(following, division, tail.id!);
    } catch (error) {
      // Otherwise both series stay, and the next request for the occurrence finishes what was begun.
      if (!isFinal(error)) throw error;
      if (created) await withdrawTail(following, tail);
      const again = isEventChanged(error) && following.ifMatch === undefined;
      if (!again || tries >= MAX_DIVISIONS) throw error;
      continue;
    }
    if (noteIn(tail, DIVIDED_PROPERTY) === following.fingerprint) return tail;
    // Another request began to divide the series here. That is finished now, and this change follows.
    return await changeEvent(
      calendar,
      inCalendarOf(following, tail.id!),
      { ...change, if_match: undefined },
      { deadline },
    );
  }
}

/** What this very request has made, if its answer was lost. Throws `event_not_found`. */
async function findResult(following: FollowingChange): Promise<Event> {
  const { fingerprint } = following;
  const made = await findMade(following, fingerprint);
  if (made) return made;
  // From the first occurrence on, the series itself was changed, and its start may have moved.
  const seriesId = seriesIdIn(following.address.eventId);
  const series = seriesId &&
    await findEvent(following.calendar, inCalendarOf(following, seriesId));
  if (series && noteIn(series, WHOLE_PROPERTY) === fingerprint) return series;
  throw new ApiError("event_not_found");
}

/** Changes the whole series. */
async function changeAll(
  { calendar, address, deadline, ifMatch, fingerprint }: FollowingChange,
  { series }: Division,
  change: ChangeEventBody,
): Promise<Event> {
  return await changeEvent(
    calendar,
    { ...address, eventId: series.id! },
    // The etag that the caller knows is the occurrence's.
    { ...change, if_match: ifMatch && series.etag! },
    { deadline, notes: { [WHOLE_PROPERTY]: fingerprint } },
  );
}

/** A guest who divides a series would get a series of their own, beside the organizer's. */
function assertOrganizer({ organizer }: Event): void {
  if (!organizer || organizer.self) return;
  throw new ApiError("google_permission_denied", {
    details: { reason: "forbiddenForNonOrganizer" },
  });
}

/** Makes the new series, or finds it half-finished. Refuses before anything is written. */
async function beginTail(
  following: FollowingChange,
  division: Division,
  change: ChangeEventBody,
): Promise<InsertedTail> {
  divideRecurrence(division);
  if (division.series.attendeesOmitted) {
    throw scopeProblem("cannot be following: Google left out guests, who would be uninvited");
  }
  const { account } = following.calendar;
  const properties = { [DIVIDED_PROPERTY]: following.fingerprint };
  return await insertTail(
    following,
    division.series,
    (eventId) => tailOf(division, change, account, { eventId, properties }),
  );
}

/** True if the old series certainly stays as it is after this failure. */
function isFinal(error: unknown): boolean {
  return error instanceof ApiError && error.status < 500 &&
    error.code !== "google_account_changed" && error.code !== "reconnect_required";
}
