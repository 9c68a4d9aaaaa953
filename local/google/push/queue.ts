/**
 * Push messages that wait for their time, by the emulator's clock.
 *
 * @module
 */
import type { Message } from "./message.ts";

export interface Waiting extends Message {
  channel_id: string;
  /** The time to send it, in milliseconds. */
  due: number;
  /** 1, and one more for each time that it was sent before. */
  attempt: number;
}

export interface Queue {
  add(message: Waiting): void;
  /** Removes and returns the messages that are due, in order, at most so many. */
  due(most: number): Waiting[];
  /** Removes and returns the messages of a channel. */
  of(channelId: string): Waiting[];
  /** Removes and returns the first messages, due or not. */
  first(count: number): Waiting[];
  list(): Waiting[];
  /** Stops the timer. */
  close(): void;
  /** Sets the timer for the first message, unless it is held. */
  arm(): void;
}

/** The longest time that a timer can wait, in milliseconds. */
const MAX_TIMER = 2 ** 31 - 1;

/** Makes a queue that calls `ready` once a message is due. */
export function messageQueue(now: () => number, ready: () => void): Queue {
  let waiting: Waiting[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const take = (count: number) => waiting.splice(0, count);
  const queue: Queue = {
    add(message) {
      const later = waiting.findIndex(({ due }) => due > message.due);
      waiting.splice(later < 0 ? waiting.length : later, 0, message);
    },
    due(most) {
      const later = waiting.findIndex(({ due }) => due > now());
      return take(Math.min(most, later < 0 ? waiting.length : later));
    },
    of(channelId) {
      const own = waiting.filter(({ channel_id }) => channel_id === channelId);
      waiting = waiting.filter(({ channel_id }) => channel_id !== channelId);
      return own;
    },
    first: take,
    list: () => waiting.map((message) => ({ ...message })),
    close() {
      clearTimeout(timer);
      waiting = [];
    },
    arm() {
      clearTimeout(timer);
      const [next] = waiting;
      if (next) timer = setTimeout(ready, Math.min(MAX_TIMER, Math.max(0, next.due - now())));
    },
  };
  return queue;
}
