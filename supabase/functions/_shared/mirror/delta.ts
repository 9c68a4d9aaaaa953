/**
 * Reads what has changed since the sync token, and writes it page by page. The token is saved with the rows
 * of its page, so a sync that dies anywhere is gone on with, or made again.
 *
 * @module
 */
import { SyncTokenEnded } from "../google/calendarErrors.ts";
import { changesOf } from "./changes.ts";
import { findSeries } from "./findSeries.ts";
import { readSeries } from "./occurrences.ts";
import { changesQuery } from "./queries.ts";
import { isRefusedRead, noSyncToken, readPage } from "./readPages.ts";
import { applyDelta } from "./applies.ts";
import { RebuildNeeded, type Sync } from "./sync.ts";

/** Each series costs a call: with more of them, reading everything again is cheaper. */
const MAX_SERIES = 20;

export interface DeltaResult {
  /** How many entries Google sent. */
  found: number;
  /** Whether Google has told of another change while this was read. */
  again: boolean;
}

/** Throws RebuildNeeded if the sync token is of no use any more, or too many series have changed. */
export async function readDelta(sync: Sync): Promise<DeltaResult> {
  let found = 0;
  let series = 0;
  for (;;) {
    const page = await readChanges(sync);
    const { gone, items, series: touched } = changesOf(page.events, sync.work);
    found += page.events.length;
    series += touched.length;
    if (series > MAX_SERIES) throw new RebuildNeeded("series");
    const whole = await readSeries(sync, touched);
    const { answer, again, series_unknown } = await applyDelta(sync, {
      ...page,
      gone: [...gone, ...whole.gone],
      items,
      series: whole.series,
    });
    sync.pages++;
    sync.limits.count(page.events.length);
    if (answer === "written_meanwhile") {
      // What was read may be older than what the app has written, so all of it is read again.
      sync.pageToken = null;
      found = series = 0;
    } else if (page.nextPageToken === undefined) {
      sync.syncToken = page.nextSyncToken!;
      sync.pageToken = null;
      await findSeries(sync, series_unknown);
      return { found, again };
    } else {
      sync.pageToken = page.nextPageToken;
      sync.limits.check();
    }
  }
}

async function readChanges(sync: Sync) {
  const { calendar, work, syncToken, pageToken } = sync;
  if (syncToken === null) throw new RebuildNeeded("expired");
  const query = changesQuery(work, syncToken);
  try {
    const page = await readPage(calendar, { ...query, pageToken: pageToken ?? undefined });
    if (page.nextPageToken !== undefined || page.nextSyncToken !== undefined) return page;
  } catch (error) {
    if (error instanceof SyncTokenEnded) throw new RebuildNeeded("expired");
    if (!isRefusedRead(error)) throw error;
    if (pageToken === null) throw new RebuildNeeded("expired");
    // The page token is too old. The changes are still there, from their beginning.
    sync.pageToken = null;
    return await readChanges(sync);
  }
  throw noSyncToken();
}
