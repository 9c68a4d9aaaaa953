/**
 * The public types of push channels and their messages.
 *
 * @module
 */
import type { PushPlan } from "./plan.ts";

/** A push channel that a watch call opened. */
export interface ChannelSummary {
  id: string;
  /** The address of the person who opened it. */
  email: string;
  /** Null: the person's list of calendars. */
  calendar_id: string | null;
  address: string;
  resource_id: string;
  /** ISO 8601. */
  expires_at: string;
  state: "open" | "stopped" | "expired";
}

/** A push message that was sent, or that was dropped. */
export interface PushAttempt {
  channel_id: string;
  message_number: number;
  resource_state: "sync" | "exists" | "not_exists";
  /** 1 for the first try. */
  attempt: number;
  /** The answer's status, or null if none came. */
  status: number | null;
  /** True if the message was not sent: the plan dropped it, or its channel had ended. */
  dropped?: true;
  /** By the emulator's clock, in milliseconds. */
  at: number;
}

/** A message that is not Google's. What is left out is as the channel has it. */
export interface ForgedPush {
  channel_id: string;
  address?: string;
  token?: string;
  resource_id?: string;
  resource_state?: PushAttempt["resource_state"];
  message_number?: number;
  /** Milliseconds. */
  expires_at?: number;
}

/** The push messages of a running emulator. */
export interface Pushes {
  /** What was sent and dropped, oldest first, at most the last 10,000. */
  readonly attempts: PushAttempt[];
  /** Returns the messages that were not sent yet, the next one first. `due` is in milliseconds. */
  waiting(): { channel_id: string; number: number; state: string; due: number; attempt: number }[];
  /** Changes what happens to later messages, and starts again from the seed. */
  plan(changes: Partial<PushPlan>): void;
  /** Sends nothing until `release`. */
  hold(): void;
  /**
   * Sends the next messages, due or not, and goes on to hold. Without a number it sends all and ends the
   * hold. Resolves with their number once they are answered.
   */
  release(count?: number): Promise<number>;
  /** Resolves once every message that is due was sent and answered. Repetitions and delays go on. */
  settle(): Promise<void>;
  /** Sends a message at once. Returns the answer's status, or null if none came. */
  forge(message: ForgedPush): Promise<number | null>;
}
