/**
 * Stops channels that the database has given out to be stopped.
 *
 * @module
 */
import type { Account } from "../accounts/accounts.ts";
import { freshGrant } from "../accounts/refresh.ts";
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import { ApiError } from "../errors.ts";
import { stopChannel } from "../google/stopChannel.ts";

/** A channel as the database has it; without a resource if Google has never answered for it. */
interface StoredChannel {
  channel_id: string;
  resource_id: string | null;
}

/**
 * Stops the channels, in parallel, and forgets them. A channel that cannot be stopped ends by itself, and
 * is unknown here. Throws what refreshing the grant can fail with.
 */
export async function stopChannels(
  account: Account,
  channels: StoredChannel[],
  context: CallContext,
): Promise<void> {
  if (channels.length === 0) return;
  const { accessToken } = await freshGrant(account, context);
  await Promise.all(channels.map(async ({ channel_id: id, resource_id: resourceId }) => {
    try {
      if (resourceId !== null) await stopChannel({ id, resourceId }, accessToken, context);
      await callDatabase("drop_channel", { p_channel_id: id }, context);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }));
}
