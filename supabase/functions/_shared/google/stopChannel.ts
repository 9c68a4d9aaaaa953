/**
 * Stops a channel at Google. This one call is made without Google's library, so that a disconnect need not
 * load it.
 * https://developers.google.com/workspace/calendar/api/v3/reference/channels/stop
 *
 * @module
 */
import type { CallContext } from "../context.ts";
import { CALENDAR_MS } from "../deadlines.ts";
import { googleEndpoint } from "./endpoints.ts";
import { callGoogle } from "./fetch.ts";

/** A channel by Google's names. */
export interface Channel {
  id: string;
  /** What the channel watches, as Google has named it. */
  resourceId: string;
}

/**
 * Stops the channel, once: a channel that cannot be stopped ends by itself. False if Google did not stop
 * it. Throws `google_timeout` or `google_unavailable`.
 */
export async function stopChannel(
  channel: Channel,
  accessToken: string,
  context: CallContext,
): Promise<boolean> {
  const { status } = await callGoogle({
    name: "channels.stop",
    url: `${googleEndpoint("calendar")}/channels/stop`,
    method: "POST",
    headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
    body: JSON.stringify(channel),
    timeoutMs: CALENDAR_MS,
  }, context);
  return status >= 200 && status < 300;
}
