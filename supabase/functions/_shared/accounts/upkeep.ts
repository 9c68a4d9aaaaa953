/**
 * Does what no request triggers: deletes expired authorization requests and the tokens of deleted users,
 * revokes unused grants at Google, and uses each grant from time to time, because Google drops a refresh
 * token after six months without use.
 * https://developers.google.com/identity/protocols/oauth2#expiration
 *
 * @module
 */
import { readAccount } from "./accounts.ts";
import type { UpkeepReport } from "./answers.ts";
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import { finishRevocation, grantsToTouch, takeRevocations, type UnusedGrant } from "./dueGrants.ts";
import { ApiError } from "../errors.ts";
import { revoke } from "../google/revoke.ts";
import { inParallel } from "./inParallel.ts";
import { refreshShared } from "./refresh.ts";
import { openRefreshToken } from "./tokens.ts";

/**
 * One run uses at most this many grants. Each costs a few milliseconds of CPU time for sealing and opening,
 * and the platform ends a request after 2 s of CPU time. With a run every five minutes this is 57,600
 * grants a day; 1,000,000 grants that are due every 60 days are 16,667 a day.
 */
export const TOUCH_LIMIT = 200;
/** One run revokes at most this many grants: users are deleted more rarely than grants become due. */
export const REVOKE_LIMIT = 50;
/** One run looks at most at this many rows of each kind that may have expired: a read by key costs little. */
export const SWEEP_LIMIT = 20_000;

/**
 * Makes one run, which ends before the context's deadline; the next run does the rest. Throws if the
 * database cannot be reached; a failure of one grant is counted.
 */
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
      if (grant.due) report[await touch(grant, context)]++;
    },
  );
  return report;
}

async function sweep(context: CallContext) {
  const [swept] = await callDatabase("sweep", { p_limit: SWEEP_LIMIT }, context);
  const { deleted_users, expired } = swept!;
  return { deleted_users, expired };
}

/** Uses a grant by a refresh. */
async function touch(
  { userId, accountId }: { userId: string; accountId: string },
  context: CallContext,
): Promise<"touched" | "needs_reconnect" | "failed"> {
  try {
    const account = await readAccount({ userId, accountId }, context);
    if (account?.status !== "connected") return "needs_reconnect";
    await refreshShared(account, context);
    return "touched";
  } catch (error) {
    if (!(error instanceof ApiError)) return "failed";
    // The user has connected again meanwhile, which used the grant.
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
    // The next try is later, until the entry expires. That includes a token that no key opens, because
    // the key may be configured again.
    if (!(error instanceof ApiError)) throw error;
    return "revocations_failed";
  }
}
