/**
 * Ends what Google was asked to tell, before its grant is revoked.
 *
 * @module
 */
import type { Account } from "../accounts/accounts.ts";
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import { STOP_CHANNELS_MS } from "../deadlines.ts";

/**
 * Stops the account's channels within two seconds. Never throws: a channel that lives on is unknown once
 * the account is disconnected, and ends within a week.
 */
export async function stopAllChannels(account: Account, context: CallContext): Promise<void> {
  const short = { ...context, deadline: context.deadline.within(STOP_CHANNELS_MS) };
  try {
    const channels = await callDatabase(
      "take_channels",
      { p_account_id: account.accountId },
      short,
    );
    if (channels.length === 0) return;
    // Few disconnects need these modules.
    const { stopChannels } = await import("./stopChannels.ts");
    await stopChannels(account, channels, short);
  } catch {
    // The grant is revoked all the same.
  }
}
