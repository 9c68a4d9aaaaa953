/**
 * `MIRROR=primary`: mirrors the primary calendar of each connected account as soon as it is connected.
 *
 * @module
 */
import { readConnections } from "../accounts/connection.ts";
import type { CallContext } from "../context.ts";
import { mirrorSettings } from "../env.ts";
import { inBackground } from "./background.ts";
import { storeMirror } from "./storeMirror.ts";
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
      connected.map(({ account_id }) =>
        storeMirror({ accountId: account_id!, name: "primary" }, short)
      ),
    );
    if (mirrors.some((mirror) => mirror?.status === "loading")) inBackground(() => wakeSync());
  } catch (error) {
    console.error(`mirror at connect: ${error instanceof Error ? error.message : error}`);
  }
}
