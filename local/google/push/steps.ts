/**
 * Steps that the tests of push messages share: Ada's calendar, a receiver and channels.
 *
 * @module
 */
import type { Google } from "../mod.ts";
import { Steps } from "../calendar/syncSteps.ts";
import { ADA, api, connect, EVENTS, withGoogle } from "../testing.ts";
import { type Receiver, receiver } from "./receiver.ts";

export interface Ground {
  google: Google;
  ada: Steps;
  receiver: Receiver;
}

/** Watches a calendar. Returns the answer. */
export function watch(
  { google, receiver }: Ground,
  { calendar, token }: Steps,
  more: Record<string, unknown> = {},
) {
  const path = `/calendars/${encodeURIComponent(calendar)}/events/watch`;
  const body = { id: crypto.randomUUID(), type: "web_hook", address: receiver.address, ...more };
  return api(google, token, "POST", path, { body });
}

export function stop({ google }: Ground, { token }: Steps, body: unknown) {
  return api(google, token, "POST", "/channels/stop", { body });
}

/** Connects a person and returns their steps on a calendar. */
export async function steps(google: Google, email: string, calendar = "primary", scope = EVENTS) {
  const { access_token } = await connect(google, email, { scope: `openid email ${scope}` });
  return new Steps(google, access_token, calendar);
}

/** Runs a test with a receiver. */
export function withReceiver(test: (ground: Ground) => Promise<void>) {
  return withGoogle(async (google) => {
    await using hook = receiver();
    await test({ google, ada: await steps(google, ADA), receiver: hook });
  });
}

/** The states of the messages of a channel, in the order of their arrival. */
export const statesOf = ({ received }: Receiver, channel?: string): string[] =>
  received.filter((each) => channel === undefined || each.channel === channel)
    .map(({ state }) => state);
