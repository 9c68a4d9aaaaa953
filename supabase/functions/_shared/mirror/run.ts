/**
 * One run of `sync-calendars`: opens and renews channels, then syncs the calendars that are due, several
 * accounts at a time and the calendars of one account one after the other.
 *
 * @module
 */
import { inParallel } from "../accounts/inParallel.ts";
import type { CallContext } from "../context.ts";
import { mirrorSettings } from "../env.ts";
import { ApiError } from "../errors.ts";
import type { SyncRun } from "./answers.ts";
import { channelsDue, renewChannel } from "./channels.ts";
import { Limits } from "./limits.ts";
import { releaseSync } from "./endSync.ts";
import { syncCalendar, type SyncReport } from "./syncCalendar.ts";
import { claimDue, type Work } from "./work.ts";

/** One run syncs at most this many calendars. */
export const CALENDAR_LIMIT = 100;
/** One run opens at most this many channels. */
const CHANNEL_LIMIT = 100;
/** Calendars at the same time: each may hold two pages of 2 MB, and an instance has 256 MB. */
const PARALLEL = 4;

/** Makes one run. Throws if the database cannot be reached; a failure of one calendar is counted. */
export async function runSync(context: CallContext): Promise<SyncRun> {
  const report: SyncRun = {
    synced: 0,
    rebuilt: 0,
    pages: 0,
    renewed: 0,
    needs_reconnect: 0,
    failed: 0,
    left: 0,
  };
  const limits = new Limits();
  // A channel that is open before the sync needs no sync after it.
  await renewChannels(report, limits, context);
  await syncDue(report, limits, context);
  return report;
}

async function renewChannels(
  report: SyncRun,
  limits: Limits,
  context: CallContext,
): Promise<void> {
  const { pushAddress } = mirrorSettings();
  if (pushAddress === undefined) return;
  await inParallel(
    CHANNEL_LIMIT,
    context,
    async (limit) => limits.reached() ? [] : await channelsDue(limit, context),
    async (due) => {
      try {
        if (await renewChannel(due, pushAddress, context)) report.renewed++;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.code === "reconnect_required") report.needs_reconnect++;
        else report.failed++;
      }
    },
    PARALLEL,
  );
}

async function syncDue(report: SyncRun, limits: Limits, context: CallContext): Promise<void> {
  const unread = new Set<Claim>();
  const accounts = new Map<string, Promise<unknown>>();
  await inParallel(
    CALENDAR_LIMIT,
    context,
    async (limit) => {
      const claims = limits.reached() ? [] : await claim(limit, context);
      for (const claimed of claims) unread.add(claimed);
      return claims;
    },
    async (claimed) => {
      const { work, lease } = claimed;
      const { accountId } = work.account;
      const before = accounts.get(accountId);
      const syncing = Promise.resolve(before).then(async () => {
        if (limits.reached()) return;
        unread.delete(claimed);
        count(report, await syncCalendar(work, lease, limits, context));
      });
      accounts.set(accountId, syncing);
      await syncing;
    },
    PARALLEL,
  );
  // What was taken and not begun is due at once, for the next run.
  report.left += unread.size;
  await Promise.all([...unread].map(({ work, lease }) => releaseSync(work, lease, context)));
}

interface Claim {
  work: Work;
  lease: string;
}

/** Each claim has a lease of its own: a calendar that is claimed again is not written by what was read before. */
async function claim(limit: number, context: CallContext): Promise<Claim[]> {
  const lease = crypto.randomUUID();
  return (await claimDue(lease, limit, context)).map((work) => ({ work, lease }));
}

function count(report: SyncRun, { outcome, pages, rebuilt }: SyncReport): void {
  report.pages += pages;
  if (rebuilt) report.rebuilt++;
  if (outcome === "done" || outcome === "empty") report.synced++;
  else if (outcome === "continue") report.left++;
  else if (outcome === "reconnect") report.needs_reconnect++;
  else if (outcome !== "lost") report.failed++;
}
