/**
 * What must happen when nobody is looking: expired sign-ins are deleted, deleted users lose their
 * grants, grants that nobody uses any more are revoked at Google, and grants that were long unused are
 * used, because Google drops a refresh token after six months without use.
 * https://developers.google.com/identity/protocols/oauth2#expiration
 *
 * @module
 */
import {
  finishRevocation,
  grantsToTouch,
  openRefreshToken,
  readAccount,
  takeRevocations,
  type UnusedGrant,
} from "./accounts.ts";
import type { UpkeepReport } from "./answers.ts";
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import { UPKEEP_STEP_MS } from "../deadlines.ts";
import { ApiError } from "../errors.ts";
import { refreshGrant } from "./refresh.ts";
import { revoke } from "../google/revoke.ts";

/** Calls to Google at the same time: far below every limit, and 10 hold hardly any memory. */
export const PARALLEL = 10;
/**
 * Grants that one run touches at most. Each takes a few milliseconds of processor time for sealing and
 * opening, and the platform ends a request after 2 s of it. At a run every five minutes this is 57,600 a day;
 * 1,000,000 grants that are due every 60 days are 16,667 a day.
 */
export const TOUCH_LIMIT = 200;
/** Grants that one run revokes at most: users are deleted more rarely than grants grow old. */
export const REVOKE_LIMIT = 50;
/** Rows that one run looks at for each kind of what has expired or was deleted: a read by key costs little. */
export const SWEEP_LIMIT = 20_000;

/** One run, which ends with the context's deadline. What is left over is for the next one. */
export async function runUpkeep(context: CallContext): Promise<UpkeepReport> {
  const report: UpkeepReport = {
    touched: 0,
    needs_reconnect: 0,
    failed: 0,
    revoked: 0,
    revocations_failed: 0,
    ...await sweep(context),
  };
  await inParallel(
    REVOKE_LIMIT,
    context,
    (limit) => takeRevocations(limit, context),
    async (grant) => {
      report[await revokeUnused(grant, context)]++;
    },
  );
  await inParallel(
    TOUCH_LIMIT,
    context,
    (limit) => grantsToTouch(limit, context),
    async (grant) => {
      if (grant.due) report[await touch(grant.userId, context)]++;
    },
  );
  return report;
}

async function sweep(context: CallContext) {
  const [{ deleted_users, expired }] = await callDatabase(
    "sweep",
    { p_limit: SWEEP_LIMIT },
    context,
  );
  return { deleted_users, expired };
}

/**
 * Works on so many at a time: one that takes long holds up no other. Few are taken in advance, because
 * what the deadline leaves undone waits a while before it is taken again.
 */
async function inParallel<T>(
  most: number,
  { deadline }: CallContext,
  take: (limit: number) => Promise<T[]>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let left = most;
  let waiting: T[] = [];
  let taking: Promise<void> | undefined;

  async function refill() {
    waiting = await take(Math.min(PARALLEL, left));
    left = waiting.length === 0 ? 0 : left - waiting.length;
  }
  async function worker() {
    while (deadline.left() > UPKEEP_STEP_MS) {
      const item = waiting.pop();
      if (item !== undefined) {
        await work(item);
      } else if (left > 0 || taking) {
        await (taking ??= refill().finally(() => taking = undefined));
      } else {
        return;
      }
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}

async function touch(
  userId: string,
  context: CallContext,
): Promise<"touched" | "needs_reconnect" | "failed"> {
  try {
    const account = await readAccount({ userId }, context);
    if (account?.status !== "connected") return "needs_reconnect";
    await refreshGrant(account, context);
    return "touched";
  } catch (error) {
    if (!(error instanceof ApiError)) return "failed";
    // Connected again meanwhile, and so used just now.
    if (error.code === "google_account_changed") return "touched";
    return error.code === "reconnect_required" ? "needs_reconnect" : "failed";
  }
}

async function revokeUnused(
  grant: UnusedGrant,
  context: CallContext,
): Promise<"revoked" | "revocations_failed"> {
  try {
    await revoke(await openRefreshToken(grant), context);
    await finishRevocation(grant, context);
    return "revoked";
  } catch (error) {
    // Tried again later until the entry ends, also if none of the keys opens the token: the key may
    // come back.
    if (!(error instanceof ApiError)) throw error;
    return "revocations_failed";
  }
}
