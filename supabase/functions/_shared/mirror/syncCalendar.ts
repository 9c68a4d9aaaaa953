/**
 * Syncs one calendar under its lease: reads everything if that is necessary, moves the mirrored time on,
 * reads what has changed, and says when the calendar is due again. It can be killed at each `await`: the
 * lease ends by itself, and the calendar is still due.
 *
 * @module
 */
import { openCalendar } from "../calendarClient.ts";
import type { CallContext } from "../context.ts";
import { END_SYNC_MS } from "../deadlines.ts";
import type { ApiError } from "../errors.ts";
import { endSync } from "./endSync.ts";
import type { Limits } from "./limits.ts";
import { type Ending, endingOf, type Outcome } from "./outcome.ts";
import { logWork } from "../log.ts";
import { readChanges } from "./passes.ts";
import { queryNumber } from "./queries.ts";
import { rebuild, type RebuildReason } from "./rebuild.ts";
import { LeaseLost, RebuildNeeded, type Sync } from "./sync.ts";
import { SyncLog } from "./syncLog.ts";
import { moveWindow } from "./window.ts";
import type { Work } from "./work.ts";

/** How often everything is read in one sync. The second time a calendar becomes a snapshot, which ends. */
const MAX_REBUILDS = 2;

/** What a sync came to. `lost`: another sync has the calendar, and nothing was decided. */
export interface SyncReport {
  outcome: Outcome | "lost";
  failure?: ApiError;
  /** Whether the calendar is due at once. */
  isDue: boolean;
  pages: number;
  rebuilt: boolean;
}

/** Never throws. */
export async function syncCalendar(
  work: Work,
  lease: string,
  limits: Limits,
  context: CallContext,
): Promise<SyncReport> {
  const log = new SyncLog(context.log);
  const deadline = context.deadline.before(END_SYNC_MS);
  let sync: Sync | undefined;
  let ending: Ending;
  try {
    const calendar = await openCalendar(work.account, { deadline, log });
    sync = begin(work, lease, limits, { deadline, log }, calendar);
    ending = { outcome: await run(sync) };
  } catch (error) {
    ending = error instanceof LeaseLost ? { outcome: "continue" } : endingOf(error);
  }
  if (log.refreshed && context.log) context.log.refreshed = true;
  log.userId = work.account.userId;
  log.failure = ending.failure;
  log.outcome = ending.outcome;
  if (ending.failure) logWork(log, "sync");
  const { isLost, isDue } = await endSync(work, lease, ending, log.googleCalls, context);
  return { ...readBy(sync), ...ending, isDue, ...(isLost && { outcome: "lost" }) };
}

function readBy(sync: Sync | undefined): Pick<SyncReport, "pages" | "rebuilt"> {
  return { pages: sync?.pages ?? 0, rebuilt: sync?.rebuilt ?? false };
}

function begin(
  work: Work,
  lease: string,
  limits: Limits,
  context: CallContext,
  calendar: Sync["calendar"],
): Sync {
  const { phase, rebuild, from, until, pageToken, localWrites } = work;
  const syncToken = phase === "live" ? work.syncToken : work.pendingToken;
  return {
    ...{ work, lease, limits, context, calendar },
    ...{ phase, rebuild, from, until, pageToken, localWrites, syncToken },
    pages: 0,
    rebuilt: false,
  };
}

async function run(sync: Sync): Promise<Outcome> {
  const { work } = sync;
  let reason = firstReason(work);
  if (reason === undefined && work.phase === "live" && work.windowUntil !== null) {
    await moveWindow(sync, work.windowUntil);
  }
  for (let rebuilds = 0;;) {
    if (reason !== undefined || sync.phase !== "live") {
      if (rebuilds++ === MAX_REBUILDS) return "continue";
      await rebuild(sync, reason);
    }
    // A snapshot has no token to read changes from.
    if (sync.phase !== "live") return "done";
    try {
      return await readChanges(sync);
    } catch (error) {
      if (!(error instanceof RebuildNeeded)) throw error;
      reason = error.reason;
    }
  }
}

/** Why everything must be read before anything else; undefined if it need not, or if that is under way. */
function firstReason(work: Work): RebuildReason | undefined {
  if (work.phase === "snapshot") return undefined;
  if (work.rebuild === 0) return "first";
  return work.parameters === queryNumber(work) ? undefined : "parameters";
}
