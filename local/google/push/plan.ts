/**
 * What happens to push messages on their way. A seed repeats every choice.
 *
 * @module
 */
import { randomFrom } from "../../random.ts";

export interface PushPlan {
  seed: number;
  /** Each message waits a random time between these two, in milliseconds of the emulator's clock. */
  delay: [least: number, most: number];
  /** The share of messages that are never sent, 0 to 1. */
  drop: number;
  /** The share of messages that are sent `copies` times. */
  duplicate: number;
  copies: number;
  /** The share of messages that wait one to five seconds more, so that later ones overtake them. */
  reorder: number;
  /** After a stop, changes are still told for this many seconds. */
  late_after_stop: number;
  /** The sync message is answered before the watch call is. Else it is sent after the call's response. */
  before_answer: boolean;
  /** The longest lifetime of a channel in seconds, whatever is asked for. */
  lifetime: number;
}

export const defaultPlan: PushPlan = {
  seed: 1,
  delay: [0, 0],
  drop: 0,
  duplicate: 0,
  copies: 2,
  reorder: 0,
  late_after_stop: 0,
  before_answer: false,
  lifetime: 604_800,
};

/** What happens to one message. */
export interface Fate {
  /** 0: it is dropped. */
  copies: number;
  /** In milliseconds. */
  delay: number;
  overtaken: boolean;
  /** The distance to the number of the message before it, at least 2. */
  gap: number;
}

/** Returns a function that decides over one message after another. */
export function fates({ seed, delay: [least, most], ...plan }: PushPlan): () => Fate {
  const random = randomFrom(seed);
  const happens = (share: number) => random.next() < share;
  return () => {
    // Every choice is made for every message, so that one setting does not move the others' choices.
    const [drop, duplicate] = [happens(plan.drop), happens(plan.duplicate)];
    const overtaken = happens(plan.reorder);
    const delay = least + random.next() * (most - least) +
      (overtaken ? 1000 + random.next() * 4000 : 0);
    const gap = 2 + Math.floor(random.next() * 1000);
    return { copies: drop ? 0 : duplicate ? plan.copies : 1, delay, overtaken, gap };
  };
}
