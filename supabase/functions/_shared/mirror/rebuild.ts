/**
 * Reads everything: at first, and whenever Google has given up the sync token. Rows are compared and
 * changed one by one, and what was not met is deleted at the end, so a reader never sees an empty calendar.
 * Each page is saved with the token of the next, so that another run can go on.
 *
 * 1. `list`: series and single events. Its last page has the sync token.
 * 2. `window`: single events and occurrences of the mirrored time. What changes after the first step is in
 *    the changes since that token.
 *
 * A calendar whose tokens Google gives up all the time has the second step alone: a snapshot, once a day.
 *
 * @module
 */
import { SyncTokenEnded } from "../google/calendarErrors.ts";
import { changesOf, itemsOf } from "./changes.ts";
import { toSeries } from "./eventRow.ts";
import { listQuery, windowQuery } from "./queries.ts";
import { isRefusedRead, noSyncToken, type Page, readPage } from "./readPages.ts";
import { applyPage, finishRebuild, startRebuild } from "./applies.ts";
import type { Sync } from "./sync.ts";
import type { Phase } from "./work.ts";

/** Why everything is read; undefined if a rebuild that has begun is gone on with. */
export type RebuildReason = "first" | "expired" | "parameters" | "series";

/** The time that is shown first, while everything else is still read. */
const FIRST_LOOK_DAYS = 30;
const FIRST_LOOK_EVENTS = 250;
const DAY_MS = 86_400_000;

/** Throws LimitReached if the rest is for another run. */
export async function rebuild(sync: Sync, reason: RebuildReason | undefined): Promise<void> {
  if (reason) await startRebuild(sync, reason);
  if (reason === "first") await firstLook(sync);
  try {
    await readEverything(sync);
  } catch (error) {
    const isTokenDead = isRefusedRead(error) || error instanceof SyncTokenEnded;
    if (!isTokenDead || sync.pageToken === null) throw error;
    await startRebuild(sync, "page_token");
    await readEverything(sync);
  }
  await finishRebuild(sync);
}

/** Shows the next days at once. The page does not count as read. */
async function firstLook(sync: Sync): Promise<void> {
  const now = Date.now();
  const until = new Date(now + FIRST_LOOK_DAYS * DAY_MS).toISOString();
  const query = windowQuery(sync.work, new Date(now).toISOString(), until);
  const { events, timeZone } = await readPage(sync.calendar, query, FIRST_LOOK_EVENTS);
  const items = itemsOf(events, sync.work);
  await applyPage(sync, { items, series: [], timeZone, firstLook: true });
}

/** Reads page by page. The next page is on its way while this one is written. */
async function readEverything(sync: Sync): Promise<void> {
  let reading = read(sync, sync.phase, sync.pageToken ?? undefined);
  for (;;) {
    const { phase } = sync;
    const page = await reading;
    const next = nextOf(phase, page);
    sync.limits.count(page.events.length);
    const isLast = next === undefined || sync.limits.reached();
    if (!isLast) {
      reading = read(sync, next.phase, next.pageToken);
      // If writing fails first, nobody waits for this page.
      reading.catch(() => {});
    }
    await write(sync, phase, page);
    sync.pages++;
    if (next === undefined) return;
    if (isLast) sync.limits.check();
  }
}

function nextOf(
  phase: Phase,
  { nextPageToken }: Page,
): { phase: Phase; pageToken?: string } | undefined {
  if (nextPageToken !== undefined) return { phase, pageToken: nextPageToken };
  return phase === "list" ? { phase: "window" } : undefined;
}

function read({ calendar, work, from, until }: Sync, phase: Phase, pageToken?: string) {
  const query = phase === "list" ? listQuery(work, from) : windowQuery(work, from, until);
  return readPage(calendar, { ...query, pageToken });
}

async function write(sync: Sync, phase: Phase, page: Page): Promise<void> {
  if (phase !== "list") {
    const { nextPageToken, timeZone } = page;
    const items = itemsOf(page.events, sync.work);
    return await applyPage(sync, { items, series: [], nextPageToken, timeZone });
  }
  if (page.nextPageToken === undefined && page.nextSyncToken === undefined) throw noSyncToken();
  const { items, series } = changesOf(page.events, sync.work);
  await applyPage(sync, {
    ...page,
    // Changed occurrences come with the window.
    items: items.filter(({ series_id }) => series_id === null),
    series: series.map((event) => toSeries(event, sync.work)),
  });
}
