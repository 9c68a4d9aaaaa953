/**
 * Finds out which series there are, where what changed leaves that open: a series without an occurrence in the
 * mirrored time has ended, or goes on after that time; and an occurrence may belong to a series that had
 * ended until the occurrence was moved. Google is asked, because nothing here expands a rule.
 *
 * @module
 */
import { ApiError } from "../errors.ts";
import { isEventNotFound } from "../events/failures.ts";
import { type SettledSeries, settleSeries } from "./applies.ts";
import { hasId, isSeries, type Series, toSeries } from "./eventRow.ts";
import { instancesQuery } from "./queries.ts";
import { instancePages, isRefusedRead } from "./readPages.ts";
import type { Sync } from "./sync.ts";

/** Each costs a call, or two. The others wait for the next sync. */
const MAX_ASKED = 20;

/** Asks about both: those that have no occurrence left here, and those of which only occurrences are here. */
export async function checkSeries(
  sync: Sync,
  { left, unknown }: { left: string[]; unknown: string[] },
): Promise<void> {
  const asked = [...left, ...unknown].slice(0, MAX_ASKED);
  if (asked.length === 0) return;
  const settled: SettledSeries = { asked, ended: [], found: [] };
  for (const id of asked) {
    const series = await ifThere(() => goesOn(sync, id));
    if (!series) settled.ended.push(id);
    else if (unknown.includes(id)) {
      const found = await ifThere(() => readSeries(sync, id));
      if (found) settled.found.push(found);
    }
  }
  await settleSeries(sync, settled);
}

/**
 * Undefined if Google has no such event, or does not show it: who is invited to one occurrence may not read
 * the series. Nor may the check fail for ever what was read before it.
 */
async function ifThere<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isEventNotFound(error) || isRefusedRead(error) || isForbidden(error)) return undefined;
    throw error;
  }
}

const isForbidden = (error: unknown) =>
  error instanceof ApiError && error.code === "google_permission_denied";

/**
 * Whether an occurrence ends after the beginning of the mirrored time. A cancelled one counts: Google lists
 * the series of these, too. A page may be empty and not the last.
 */
async function goesOn({ calendar, work, from }: Sync, id: string): Promise<boolean> {
  const query = { ...instancesQuery(work, id, from), showDeleted: true };
  for await (const page of instancePages(calendar, query, 1)) {
    if (page.length > 0) return true;
  }
  return false;
}

async function readSeries({ calendar, work }: Sync, eventId: string): Promise<Series | undefined> {
  const event = await calendar.events.get({ calendarId: work.googleCalendarId, eventId });
  return hasId(event) && isSeries(event) && event.status !== "cancelled"
    ? toSeries(event, work)
    : undefined;
}
