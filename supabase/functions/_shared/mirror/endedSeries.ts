/**
 * Finds the series that have ended. A series without an occurrence in the mirrored time has ended, or goes
 * on after that time. Google is asked, because nothing here expands a rule.
 *
 * @module
 */
import { isEventNotFound } from "../events/failures.ts";
import { endSeries } from "./applies.ts";
import { instancesQuery } from "./queries.ts";
import { instancePages } from "./readPages.ts";
import type { Sync } from "./sync.ts";

/** Each costs a call. The others wait for the next sync. */
const MAX_ASKED = 20;

/** Asks about the series that have no occurrence left here, and deletes those that have ended. */
export async function askWhetherEnded(sync: Sync, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const checked = ids.slice(0, MAX_ASKED);
  const ended: string[] = [];
  for (const id of checked) if (!await goesOn(sync, id)) ended.push(id);
  await endSeries(sync, { checked, ended });
}

/**
 * Whether an occurrence ends after the beginning of the mirrored time. A cancelled one counts: Google lists
 * the series of these, too. A page may be empty and not the last.
 */
async function goesOn({ calendar, work, from }: Sync, id: string): Promise<boolean> {
  try {
    const query = { ...instancesQuery(work, id, from), showDeleted: true };
    for await (const page of instancePages(calendar, query, 1)) {
      if (page.length > 0) return true;
    }
    return false;
  } catch (error) {
    if (isEventNotFound(error)) return false;
    throw error;
  }
}
