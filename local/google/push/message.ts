/**
 * One push message: Google's headers and no body.
 * Source: Calendar API, guides/push.
 *
 * @module
 */
import type { Channel } from "./model.ts";
import { isLoopback } from "./channel.ts";

export type ResourceState = "sync" | "exists" | "not_exists";

export interface Message {
  number: number;
  state: ResourceState;
}

/** In milliseconds of real time: a slower answer counts as none. */
const TIMEOUT = 10_000;

/** Statuses that Google repeats a message after. Other failures are final. */
const REPEATED = [500, 502, 503, 504];

/** True if a message with this answer is sent again. Assumed: also one without an answer. */
export const isRepeated = (status: number | null): boolean =>
  status === null || REPEATED.includes(status);

export function headersOf(channel: Channel, uri: string, { number, state }: Message) {
  return {
    "accept": "*/*",
    "user-agent": "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google)",
    "x-goog-channel-id": channel.id,
    "x-goog-channel-expiration": new Date(channel.expires_at).toUTCString(),
    "x-goog-message-number": String(number),
    "x-goog-resource-id": channel.resource_id,
    "x-goog-resource-state": state,
    "x-goog-resource-uri": uri,
    ...(channel.token === undefined ? {} : { "x-goog-channel-token": channel.token }),
  };
}

/**
 * Posts a message. Returns the status of the answer, or null if none came. Nothing is sent to another
 * machine.
 */
export async function post(
  address: string,
  headers: Record<string, string>,
  closing: AbortSignal,
): Promise<number | null> {
  if (!isLoopback(address)) return null;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), TIMEOUT);
  try {
    const response = await fetch(address, {
      method: "POST",
      headers,
      redirect: "manual",
      signal: AbortSignal.any([late.signal, closing]),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
