/**
 * Reads Google's notification, which is headers alone.
 * https://developers.google.com/workspace/calendar/api/guides/push#understanding-the-notification-message-format
 *
 * @module
 */
import { sha256Base64url } from "../crypto.ts";
import { isUuid } from "../uuid.ts";
import type { Push } from "./pushes.ts";

const STATES = ["sync", "exists", "not_exists"];
/** The longest token and resource id that are looked up. The tokens of this project have 43 characters. */
const MAX_LENGTH = 256;

/** The push that the headers are; undefined if Google cannot have sent them. */
export function readPush(headers: Headers): Push | undefined {
  const channelId = headers.get("x-goog-channel-id") ?? "";
  const token = headers.get("x-goog-channel-token") ?? "";
  const resourceId = headers.get("x-goog-resource-id") ?? "";
  const state = headers.get("x-goog-resource-state") ?? "";
  const isShort = (text: string) => text !== "" && text.length <= MAX_LENGTH;
  if (!isUuid(channelId) || !isShort(token) || !isShort(resourceId)) return undefined;
  if (!STATES.includes(state)) return undefined;
  return { channelId, tokenHash: sha256Base64url(token), resourceId, state };
}
