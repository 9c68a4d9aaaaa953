/**
 * Reads what has changed, and again as long as Google tells of another change in that time.
 *
 * @module
 */
import { Deadline, pause, SYNC_SPACING_MS } from "../deadlines.ts";
import { readDelta } from "./delta.ts";
import type { Outcome } from "./outcome.ts";
import { queryNumber } from "./queries.ts";
import type { Sync } from "./sync.ts";
import { beginSync } from "./work.ts";

/** How often changes are read again because Google told of another one in that time. */
const MAX_AGAIN = 3;

/** Throws as `readDelta` does. */
export async function readChanges(sync: Sync): Promise<Outcome> {
  let found = 0;
  for (let passes = 0;; passes++) {
    const next = Deadline.in(SYNC_SPACING_MS);
    const delta = await readDelta(sync);
    found += delta.found;
    if (!delta.again) return found === 0 && sync.work.notified && !sync.rebuilt ? "empty" : "done";
    const isTimeLeft = sync.context.deadline.left() > 2 * SYNC_SPACING_MS;
    if (passes === MAX_AGAIN || !isTimeLeft || sync.limits.reached()) return "continue";
    await pause(next.left(), sync.context.deadline);
    if (!await beginAgain(sync)) return "continue";
  }
}

/**
 * Serves what Google has told until now by what is read next. The lease may have ended in the pause, and
 * another sync have moved the window on: this one goes on from there. False if it cannot, because another
 * sync has the calendar, or because everything is to be read again, or was.
 */
async function beginAgain(sync: Sync): Promise<boolean> {
  const work = await beginSync(sync.work.calendarId, sync.lease, sync.context);
  if (work?.phase !== "live" || work.rebuild !== sync.rebuild) return false;
  if (work.parameters !== queryNumber(work)) return false;
  const { from, until, syncToken, pageToken, localWrites } = work;
  Object.assign(sync, { from, until, syncToken, pageToken, localWrites });
  return true;
}
