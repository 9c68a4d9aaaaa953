/**
 * `MIRROR=primary`: mirrors the primary calendar of each connected account as soon as it is connected.
 *
 * @module
 */
import { readConnections } from "../accounts/connection.ts";
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import { mirrorSettings } from "../env.ts";
import { inBackground } from "./background.ts";
import { wakeSync } from "./wake.ts";

/** How long the answer waits until the calendar is to be mirrored, in milliseconds. */
const WAIT_MS = 2_000;

/**
 * Mirrors what the user has connected and begins to read it, if the settings say so. Never throws: the
 * connection stands without a mirror, which the next connection makes.
 */
export async function mirrorAtConnect(
  userId: string,
  context: CallContext,
): Promise<void> {
  try {
    const { atConnect } = mirrorSettings();
    if (!atConnect) return;
    const short = { ...context, deadline: context.deadline.within(WAIT_MS) };
    const { accounts } = await readConnections(userId, undefined, short) ?? { accounts: [] };
    const connected = accounts.filter(({ status }) => status === "connected");
    const mirrors = await Promise.all(
      connected.map(({ account_id }) => mirrorPrimary(account_id!, short)),
    );
    if (mirrors.some((mirror) => mirror?.status === "loading")) inBackground(() => wakeSync());
  } catch (error) {
    console.error(`mirror at connect: ${error instanceof Error ? error.message : error}`);
  }
}

async function mirrorPrimary(accountId: string, context: CallContext) {
  const { daysBack, daysAhead, timesOnly } = mirrorSettings();
  const [mirror] = await callDatabase("mirror_calendar", {
    p_account_id: accountId,
    p_google_calendar_id: "primary",
    p_is_primary: true,
    p_days_back: daysBack,
    p_days_ahead: daysAhead,
    p_times_only: timesOnly,
  }, context);
  return mirror;
}
