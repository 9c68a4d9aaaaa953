/**
 * Moves the end of the mirrored time on: reads the occurrences of the time that is new.
 *
 * @module
 */
import { itemsOf } from "./changes.ts";
import type { Item } from "./eventRow.ts";
import { windowQuery } from "./queries.ts";
import { readPage } from "./readPages.ts";
import { extendWindow } from "./applies.ts";
import type { Sync } from "./sync.ts";

/** Reads again if the app has written in that time; the database lets the third try through. */
export async function moveWindow(sync: Sync, until: string): Promise<void> {
  for (;;) {
    const items = await readBetween(sync, sync.until, until);
    const { answer } = await extendWindow(sync, items, until);
    if (answer === "applied") break;
  }
  sync.until = until;
}

async function readBetween(sync: Sync, from: string, until: string): Promise<Item[]> {
  const query = windowQuery(sync.work, from, until);
  const items: Item[] = [];
  let pageToken: string | undefined;
  do {
    const page = await readPage(sync.calendar, { ...query, pageToken });
    items.push(...itemsOf(page.events, sync.work));
    sync.limits.count(page.events.length);
    sync.pages++;
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return items;
}
