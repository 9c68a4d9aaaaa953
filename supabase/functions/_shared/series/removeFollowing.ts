/**
 * Removes an occurrence and all later ones: the series ends just before the occurrence.
 *
 * @module
 */
import type { CalendarClient } from "../calendarClient.ts";
import type { Deadline } from "../deadlines.ts";
import { removeEvent, type RemoveOptions } from "../events/changeEvent.ts";
import { isEventChanged } from "../events/failures.ts";
import { CONTINUED_PROPERTY, noteIn } from "../events/changeMarks.ts";
import { type EventAddress, findEvent } from "../events/readEvent.ts";
import { isFirst, readDivision, seriesIdIn } from "./division.ts";
import { endSeries } from "./endSeries.ts";
import { findBegun, type Following, inCalendarOf, MAX_DIVISIONS } from "./following.ts";

/**
 * Removes the occurrence and all later ones. Does nothing if the occurrence is gone. Throws
 * `invalid_request` if the event is not an occurrence, and `event_changed` if its etag is not
 * `ifMatch`.
 */
export async function removeFollowing(
  calendar: CalendarClient,
  request: { address: EventAddress } & RemoveOptions,
  { deadline }: { deadline: Deadline },
): Promise<void> {
  const following: Following = { ...request, calendar, deadline };
  for (let tries = 1;; tries++) {
    try {
      return await removeOnce(following);
    } catch (error) {
      const again = isEventChanged(error) && request.ifMatch === undefined;
      if (!again || tries >= MAX_DIVISIONS) throw error;
    }
  }
}

async function removeOnce(following: Following): Promise<void> {
  const { calendar, sendUpdates, ifMatch } = following;
  const division = await readDivision(following);
  if (!division) return await finishRemoval(following);
  const { series } = division;
  if (isFirst(division)) {
    return await removeEvent(calendar, inCalendarOf(following, series.id!), {
      sendUpdates,
      // The etag that the caller knows is the occurrence's.
      ifMatch: ifMatch && series.etag!,
    });
  }
  // A change that was begun and never finished has left this series. It goes once the old one is ended.
  const begun = await findBegun(following, series);
  await endSeries(following, division, begun ? `${TO_REMOVE}${begun.id}` : "");
  if (begun) await removeEvent(calendar, inCalendarOf(following, begun.id!), { sendUpdates });
}

/** Before the id of a series that has to go, in the note of the series that was ended. */
const TO_REMOVE = "-";

/** Finishes a removal that ended the series and failed before everything after it was gone. */
async function finishRemoval(following: Following): Promise<void> {
  const { calendar, address, sendUpdates } = following;
  const seriesId = seriesIdIn(address.eventId);
  const series = seriesId && await findEvent(calendar, inCalendarOf(following, seriesId));
  const note = series ? noteIn(series, CONTINUED_PROPERTY) : undefined;
  if (!note?.startsWith(TO_REMOVE)) return;
  const left = inCalendarOf(following, note.slice(TO_REMOVE.length));
  await removeEvent(calendar, left, { sendUpdates });
}
