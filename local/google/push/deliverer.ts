/**
 * Sends push messages: `sync` once a channel is open, and then one for each change of what it watches. A
 * message that fails is repeated by the emulator's clock. What waits is lost when the emulator closes.
 * Source: Calendar API, guides/push. Assumed: the times between repetitions, 1, 2, 4 ... 64 seconds.
 *
 * @module
 */
import type { PushAttempt, Pushes } from "./types.ts";
import { calendarById, type World } from "../world.ts";
import type { Calendar } from "../calendar/model.ts";
import type { Channel } from "./model.ts";
import { resourceUri } from "./channel.ts";
import { headersOf, isRepeated, type Message, post, type ResourceState } from "./message.ts";
import { defaultPlan, fates, type PushPlan } from "./plan.ts";
import { messageQueue, type Waiting } from "./queue.ts";

const MAX_ATTEMPTS = 8;
const MAX_LOG = 10_000;
/** The number of messages that are under way at once. */
const MAX_FLYING = 64;
/** In milliseconds: the response of the watch call leaves before. */
const SYNC_AFTER = 20;
/** In milliseconds: what is due by then belongs to what already happened. */
const SOON = 100;

export interface Deliverer extends Pushes {
  /** Starts to tell a new channel about changes. Resolves when the watch call may be answered. */
  opened(channel: Channel): Promise<void>;
  /** Makes messages of what changed since the last call. */
  flush(): void;
  /** Sends what is due after the clock moved. */
  wake(): void;
  readonly lifetime: number;
  close(): Promise<void>;
}

export function deliverer(world: World): Deliverer {
  const { channels } = world.state;
  const closing = new AbortController();
  const attempts: PushAttempt[] = [];
  /** By channel: the time of its last message, which the next one does not precede. */
  const last = new Map<string, number>();
  /** By channel: the first try of its sync message, which every other message comes after. */
  const synced = new Map<string, Promise<void>>();
  const flying = new Set<Promise<void>>();
  let plan: PushPlan = defaultPlan;
  let fate = fates(plan);
  let held = false;
  const now = () => world.clock.now();
  const queue = messageQueue(now, pump);

  function note(attempt: PushAttempt): void {
    attempts.push(attempt);
    if (attempts.length > MAX_LOG) attempts.splice(0, attempts.length - MAX_LOG);
  }

  const noteOf = ({ channel_id, number, state, attempt }: Waiting, status: number | null) => ({
    channel_id,
    message_number: number,
    resource_state: state,
    attempt,
    status,
    at: now(),
  });

  function isTold({ expires_at, stopped_at }: Channel): boolean {
    const late = stopped_at === undefined ? Infinity : stopped_at + plan.late_after_stop * 1000;
    return expires_at > now() && (stopped_at === undefined || now() < late);
  }

  function enqueue(channel: Channel, state: ResourceState): void {
    const { copies, delay, overtaken, gap } = fate();
    channel.message_number += state === "sync" ? 1 : gap;
    const wait = delay + (state === "sync" ? SYNC_AFTER : 0);
    const due = Math.max(now() + wait, last.get(channel.id) ?? 0);
    if (!overtaken) last.set(channel.id, due);
    const message = { channel_id: channel.id, number: channel.message_number, state, attempt: 1 };
    if (copies === 0) note({ ...noteOf({ ...message, due }, null), dropped: true });
    for (let copy = 0; copy < copies; copy++) queue.add({ ...message, due });
    if (!held) queue.arm();
  }

  async function deliver(message: Waiting): Promise<void> {
    const channel = channels.get(message.channel_id);
    if (!channel || !isTold(channel)) {
      return note({ ...noteOf(message, null), dropped: true });
    }
    if (message.state !== "sync") await synced.get(channel.id);
    const headers = headersOf(channel, resourceUri(world, channel), message);
    const status = await post(channel.address, headers, closing.signal);
    if (closing.signal.aborted) return;
    note(noteOf(message, status));
    if (!isRepeated(status) || message.attempt >= MAX_ATTEMPTS) return;
    const due = now() + 1000 * 2 ** (message.attempt - 1);
    queue.add({ ...message, attempt: message.attempt + 1, due });
    if (!held) queue.arm();
  }

  function send(message: Waiting): Promise<void> {
    const sending = deliver(message).finally(() => {
      flying.delete(sending);
      pump();
    });
    flying.add(sending);
    if (message.state === "sync" && message.attempt === 1) synced.set(message.channel_id, sending);
    return sending;
  }

  function pump(): void {
    if (held || closing.signal.aborted) return;
    for (const message of queue.due(MAX_FLYING - flying.size)) send(message);
    if (flying.size < MAX_FLYING) queue.arm();
  }

  function watches(channel: Channel, calendar: Calendar): boolean {
    if (channel.calendar === null || calendarById(world, channel.calendar) !== calendar) {
      return false;
    }
    return calendar.members.has(channel.sub);
  }

  return {
    attempts,
    waiting: () => queue.list(),
    get lifetime() {
      return plan.lifetime;
    },
    plan(changes) {
      plan = { ...plan, ...changes };
      fate = fates(plan);
    },
    async opened(channel) {
      enqueue(channel, "sync");
      if (!plan.before_answer || held) return;
      await Promise.all(queue.of(channel.id).map(send));
    },
    flush() {
      const { calendars, lists } = world.changed;
      if (calendars.size === 0 && lists.size === 0) return;
      for (const channel of channels.values()) {
        if (!isTold(channel)) continue;
        const changed = [...calendars].find((calendar) => watches(channel, calendar));
        const listed = channel.calendar === null && lists.has(channel.sub);
        if (changed || listed) enqueue(channel, changed?.deleted ? "not_exists" : "exists");
      }
      calendars.clear();
      lists.clear();
    },
    wake: pump,
    hold() {
      held = true;
    },
    async release(count = Infinity) {
      const messages = queue.first(count);
      await Promise.all(messages.map(send));
      if (count === Infinity) {
        held = false;
        queue.arm();
      }
      return messages.length;
    },
    async settle() {
      const soon = () =>
        queue.list().some(({ due, attempt }) => attempt === 1 && due <= now() + SOON);
      while (flying.size > 0 || (!held && soon())) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    async forge(message) {
      const known = channels.get(message.channel_id);
      const channel: Channel = {
        ...known,
        id: message.channel_id,
        sub: "",
        client_id: "",
        calendar: known?.calendar ?? "primary",
        address: message.address ?? known?.address ?? "",
        token: message.token ?? known?.token,
        resource_id: message.resource_id ?? known?.resource_id ?? "",
        expires_at: message.expires_at ?? known?.expires_at ?? now() + 604_800_000,
        message_number: 0,
      };
      const { message_number: number = 1, resource_state: state = "exists" } = message;
      const forged: Message = { number, state };
      const headers = headersOf(channel, resourceUri(world, channel), forged);
      return await post(channel.address, headers, closing.signal);
    },
    async close() {
      closing.abort();
      queue.close();
      await Promise.all(flying);
    },
  };
}
