/**
 * Ends a series just before one of its occurrences.
 *
 * @module
 */
import { CONTINUED_PROPERTY, noteIn } from "../events/changeMarks.ts";
import { isEventChanged } from "../events/failures.ts";
import { sendUpdatesOf } from "../events/googleEvent.ts";
import { patchOnce } from "../events/patchOnce.ts";
import { findEvent } from "../events/readEvent.ts";
import { divideRecurrence, type Division } from "./division.ts";
import { type Following, inCalendarOf } from "./following.ts";

/**
 * Ends the series under the etag that was read. `note` says what becomes of the rest: it is the id of
 * the series that continues this one, or what `removeFollowing` notes. Throws `event_changed` if the series is not as it was read, `invalid_request` if
 * it cannot be divided there.
 */
export async function endSeries(
  following: Following,
  division: Division,
  note: string,
): Promise<void> {
  const { calendar, sendUpdates, deadline } = following;
  const { series } = division;
  const address = inCalendarOf(following, series.id!);
  const { before: recurrence } = divideRecurrence(division);
  try {
    await patchOnce(calendar, {
      address,
      ifMatch: series.etag ?? undefined,
      before: series,
      params: { sendUpdates: sendUpdatesOf(sendUpdates) },
      change: () => ({
        recurrence,
        extendedProperties: { private: { [CONTINUED_PROPERTY]: note } },
      }),
    }, deadline);
  } catch (error) {
    if (!isEventChanged(error) || note === "") throw error;
    // The same request, sent twice at once, has ended the series in the same way.
    const now = await findEvent(calendar, address);
    if (!now || noteIn(now, CONTINUED_PROPERTY) !== note) throw error;
  }
}
