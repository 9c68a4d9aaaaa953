/**
 * Asks Google for the occurrences of series. Nothing here expands a rule: what Google says is so by
 * definition.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { isEventNotFound } from "../events/failures.ts";
import { itemsOf } from "./changes.ts";
import { toSeries } from "./eventRow.ts";
import { instancesQuery } from "./queries.ts";
import { readInstances } from "./readPages.ts";
import type { WholeSeries } from "./applies.ts";
import type { Sync } from "./sync.ts";

type Event = calendar_v3.Schema$Event & { id: string };

/** Series that are asked for at the same time. */
const PARALLEL = 4;

/** The series as they are now, and the ids of those that were deleted since the page named them. */
export async function readSeries(
  sync: Sync,
  series: Event[],
): Promise<{ series: WholeSeries[]; gone: string[] }> {
  const read: WholeSeries[] = [];
  const gone: string[] = [];
  for (let next = 0; next < series.length; next += PARALLEL) {
    await Promise.all(
      series.slice(next, next + PARALLEL).map(async (event) => {
        const occurrences = await readOccurrences(sync, event.id);
        if (occurrences) read.push({ ...toSeries(event, sync.work), occurrences });
        else gone.push(event.id);
      }),
    );
  }
  return { series: read, gone };
}

async function readOccurrences({ calendar, work, from, until, limits }: Sync, id: string) {
  try {
    const events = await readInstances(calendar, instancesQuery(work, id, from, until));
    limits.count(events.length);
    return itemsOf(events, work);
  } catch (error) {
    if (isEventNotFound(error)) return undefined;
    throw error;
  }
}
