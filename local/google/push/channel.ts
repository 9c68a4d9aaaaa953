/**
 * Push channels: what a watch call opens and a stop call closes. They outlive a revoked grant.
 * Source: Calendar API, guides/push; reference, Events: watch, Channels: stop.
 *
 * @module
 */
import type { Channel } from "./model.ts";
import type { ChannelSummary } from "./types.ts";
import { calendarById, personOf, type World } from "../world.ts";
import { ApiError, invalid, notFound, required } from "../calendar/apiError.ts";
import type { Calendar } from "../calendar/model.ts";

/** Who watches what. */
export interface Watched {
  sub: string;
  client_id: string;
  /** Null: the list of calendars. */
  calendar: Calendar | null;
}

const ID = /^[A-Za-z0-9\-_+/=]{1,64}$/;
const MAX_TOKEN = 256;
const DEFAULT_LIFETIME = 604_800;

export const isLoopback = (address: string): boolean =>
  ["127.0.0.1", "localhost", "[::1]"].includes(new URL(address).hostname);

function checkAddress(address: unknown): string {
  if (typeof address !== "string" || address === "") throw required("Missing channel address.");
  if (!URL.canParse(address)) throw invalid("Invalid channel address.");
  const { protocol } = new URL(address);
  // Google has no loopback. Here a local stack has no certificate.
  if (protocol === "https:" || (protocol === "http:" && isLoopback(address))) return address;
  throw new ApiError(
    400,
    "push.webhookUrlNotHttps",
    `WebHook callback must be HTTPS: ${address}`,
  );
}

/** Returns the end in milliseconds: `expiration`, or `params.ttl` in seconds, at most `lifetime` away. */
function endOf(
  { expiration, params }: Record<string, unknown>,
  { now, lifetime }: { now: number; lifetime: number },
): number {
  const ttl = (params as { ttl?: unknown } | undefined)?.ttl;
  const wanted = expiration !== undefined
    ? Number(expiration)
    : now + (ttl === undefined ? DEFAULT_LIFETIME : Number(ttl)) * 1000;
  if (!Number.isFinite(wanted) || wanted <= now) throw invalid("Invalid channel expiration.");
  return Math.floor(Math.min(wanted, now + lifetime * 1000) / 1000) * 1000;
}

function newResourceId(): string {
  return crypto.getRandomValues(new Uint8Array(20))
    .toBase64({ alphabet: "base64url", omitPadding: true });
}

const isOf = (world: World, { sub, calendar }: Watched, channel: Channel): boolean =>
  channel.sub === sub && channel.calendar !== null === (calendar !== null) &&
  (calendar === null || calendarById(world, channel.calendar!) === calendar);

/** Opens a channel. Throws 400 if the body is invalid or the resource cannot be watched. */
export function openChannel(
  world: World,
  watched: Watched,
  body: Record<string, unknown>,
  lifetime: number,
): Channel {
  const { channels } = world.state;
  const { id, type, token } = body;
  if (typeof id !== "string" || id === "") throw required("Missing channel id.");
  if (!ID.test(id)) throw invalid("Channel id must match [A-Za-z0-9\\-_\\+/=]+");
  if (type !== "web_hook") {
    throw new ApiError(400, "push.channelTypeNotSupported", "Channel type not supported.");
  }
  if (token !== undefined && (typeof token !== "string" || token.length > MAX_TOKEN)) {
    throw invalid("Invalid channel token.");
  }
  const address = checkAddress(body.address);
  if (watched.calendar?.owner === null) {
    throw new ApiError(
      400,
      "pushNotSupportedForRequestedResource",
      "Push notifications are not supported by this resource.",
      { domain: "calendar" },
    );
  }
  if (channels.has(id)) {
    throw new ApiError(400, "channelIdNotUnique", `Channel id ${id} not unique`);
  }
  const sibling = [...channels.values()].find((channel) => isOf(world, watched, channel));
  const channel: Channel = {
    id,
    sub: watched.sub,
    client_id: watched.client_id,
    calendar: watched.calendar?.id ?? null,
    address,
    token: token as string | undefined,
    resource_id: sibling?.resource_id ?? newResourceId(),
    expires_at: endOf(body, { now: world.clock.now(), lifetime }),
    message_number: 0,
  };
  channels.set(id, channel);
  return channel;
}

/** Stops a channel. Throws 404 unless it is open and this person and client opened it. */
export function stopChannel(
  world: World,
  { sub, client_id }: { sub: string; client_id: string },
  { id, resourceId }: Record<string, unknown>,
): void {
  if (typeof id !== "string") throw required("Missing channel id.");
  if (typeof resourceId !== "string") throw required("Missing resource id.");
  const channel = world.state.channels.get(id);
  const own = channel?.sub === sub && channel.client_id === client_id;
  if (!channel || !own || channel.resource_id !== resourceId || !isOpen(world, channel)) {
    throw notFound();
  }
  channel.stopped_at = world.clock.now();
}

export const isOpen = (world: World, { expires_at, stopped_at }: Channel): boolean =>
  stopped_at === undefined && expires_at > world.clock.now();

/** Returns the address of what a channel watches. */
export function resourceUri(world: World, { calendar }: Channel): string {
  const path = calendar === null
    ? "users/me/calendarList"
    : `calendars/${encodeURIComponent(calendar)}/events`;
  return `${world.url}/calendar/v3/${path}?alt=json`;
}

export function summaries(world: World): ChannelSummary[] {
  return [...world.state.channels.values()].map((channel) => ({
    id: channel.id,
    email: personOf(world, channel.sub).email,
    calendar_id: channel.calendar && calendarById(world, channel.calendar)?.id || null,
    address: channel.address,
    resource_id: channel.resource_id,
    expires_at: new Date(channel.expires_at).toISOString(),
    state: isOpen(world, channel) ? "open" : channel.stopped_at ? "stopped" : "expired",
  }));
}
