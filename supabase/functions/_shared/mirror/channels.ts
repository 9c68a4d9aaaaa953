/**
 * Channels by which Google tells that a calendar has changed. A channel's row is there before Google knows
 * of the channel, because the first notification may come before Google's answer. A channel is replaced
 * before it ends, and the old one is stopped after the new one is open.
 * https://developers.google.com/workspace/calendar/api/guides/push
 *
 * @module
 */
import { openCalendar } from "../calendarClient.ts";
import { readAccount } from "../accounts/accounts.ts";
import type { CallContext } from "../context.ts";
import { randomToken, sha256Base64url } from "../crypto.ts";
import { callDatabase } from "../database.ts";
import { ApiError } from "../errors.ts";
import { isUncertain } from "../events/failures.ts";
import { stopChannels } from "./stopChannels.ts";

/** A calendar that needs a channel: it has none, or its channel ends soon or is silent. */
export interface DueChannel {
  calendarId: string;
  googleCalendarId: string;
  userId: string;
  accountId: string;
}

/** Google gives a week at most, whatever is asked for. The lifetime that it answers counts. */
const LIFETIME_S = 30 * 24 * 60 * 60;

/** Takes up to `limit` calendars that need a channel. */
export async function channelsDue(limit: number, context: CallContext): Promise<DueChannel[]> {
  const rows = await callDatabase("channels_due", { p_limit: limit }, context);
  return rows.map((row) => ({
    calendarId: row.calendar_id,
    googleCalendarId: row.google_calendar_id,
    userId: row.user_id,
    accountId: row.account_id,
  }));
}

/** Opens a channel to `address`, and stops those that it takes the place of. False if there is no new channel. */
export async function renewChannel(
  due: DueChannel,
  address: string,
  context: CallContext,
): Promise<boolean> {
  const { userId, accountId } = due;
  const account = await readAccount({ userId, accountId }, context);
  if (!account?.accountFound) return false;
  const calendar = await openCalendar(account, context);
  const channelId = crypto.randomUUID();
  const token = randomToken();
  const opening = await callDatabase("open_channel", {
    p_calendar_id: due.calendarId,
    p_channel_id: channelId,
    p_token_hash: sha256Base64url(token),
  }, context);
  if (opening === "not_needed") return false;
  try {
    const { resourceId, expiration } = await calendar.events.watch({
      calendarId: due.googleCalendarId,
      requestBody: {
        id: channelId,
        type: "web_hook",
        address,
        token,
        params: { ttl: String(LIFETIME_S) },
      },
    });
    if (!resourceId) {
      throw new ApiError("google_bad_response", { cause: new Error("events.watch: no resource") });
    }
    const former = await callDatabase("channel_opened", {
      p_channel_id: channelId,
      p_resource_id: resourceId,
      p_expires_at: expiration ? new Date(Number(expiration)).toISOString() : undefined,
    }, context);
    await stopChannels(account, former, context);
    return true;
  } catch (error) {
    await refuse(channelId, error, context);
    throw error;
  }
}

const REFUSED = {
  calendar_not_found: "calendar_gone",
  google_permission_denied: "no_permission",
} as Record<string, string | undefined>;

/** Notes why there is no channel. */
async function refuse(channelId: string, error: unknown, context: CallContext): Promise<void> {
  // Google may have opened it. Its first notification tells.
  if (isUncertain(error)) return;
  const isUnsupported = error instanceof ApiError &&
    (error.details as { reason?: string } | null)?.reason ===
      "pushNotSupportedForRequestedResource";
  const reason = isUnsupported ? "unsupported" : error instanceof ApiError && REFUSED[error.code];
  await callDatabase("channel_refused", {
    p_channel_id: channelId,
    p_reason: reason || "failed",
  }, context).catch(() => {});
}
