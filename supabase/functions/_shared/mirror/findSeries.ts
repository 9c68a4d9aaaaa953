/**
 * Asks Google for series that are missing although an occurrence is here. The mirrored time has moved on to
 * their first occurrence, or an occurrence was moved into it.
 *
 * @module
 */
import { ApiError } from "../errors.ts";
import { isEventNotFound } from "../events/failures.ts";
import { putSeries } from "./applies.ts";
import { hasId, isSeries, type Series, toSeries } from "./eventRow.ts";
import { isRefusedRead } from "./readPages.ts";
import type { Sync } from "./sync.ts";

/** Each costs a call. The others wait for the next sync. */
const MAX_ASKED = 20;

/** Reads and writes these series. One that Google does not show is not asked for again. */
export async function findSeries(sync: Sync, ids: string[]): Promise<void> {
  const asked = ids.slice(0, MAX_ASKED);
  if (asked.length === 0) return;
  const found: Series[] = [];
  for (const id of asked) found.push(...await readOne(sync, id));
  await putSeries(sync, { asked, found });
}

/** Empty if Google has no such series or does not show it: a guest of one occurrence may not see its series. */
async function readOne({ calendar, work }: Sync, eventId: string): Promise<Series[]> {
  try {
    const event = await calendar.events.get({ calendarId: work.googleCalendarId, eventId });
    const isThere = hasId(event) && isSeries(event) && event.status !== "cancelled";
    return isThere ? [toSeries(event, work)] : [];
  } catch (error) {
    if (isEventNotFound(error) || isRefusedRead(error) || isForbidden(error)) return [];
    throw error;
  }
}

const isForbidden = (error: unknown) =>
  error instanceof ApiError && error.code === "google_permission_denied";
