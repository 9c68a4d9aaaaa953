/**
 * Scripted failures: what a fault is, and which one a call meets.
 *
 * @module
 */
import { covers } from "../endpoints.ts";
import type { Pace } from "../transport.ts";

/** What is wrong with an ID token that a client must refuse. */
export const idTokenFaults = [
  "wrong_nonce",
  "no_nonce",
  "wrong_iss",
  "wrong_aud",
  "wrong_sub",
  "no_sub",
  "expired",
  "wrong_signature",
  "alg_none",
  "alg_hs256",
  "missing",
  "garbage",
] as const;

export type IdTokenFault = typeof idTokenFaults[number];

/**
 * How a call fails. With `status` or `body` the call is not carried out and that is the answer; with
 * `after` it is carried out first. Everything else bends the answer that the call would have had.
 */
export interface Fault {
  /** How many calls it meets; default 1. Infinity, or null in JSON, for all. */
  times?: number | null;
  status?: number;
  headers?: Record<string, string>;
  /** Text as it is, or anything else as JSON. */
  body?: unknown;
  /** Waits this long before anything else happens. Real time, not the emulator's clock. */
  delay_ms?: number;
  /** Never answers. */
  hang?: boolean;
  /** Drops the connection: `before` a byte is answered, or in the `middle` of the body. */
  reset?: "before" | "middle";
  /**
   * Sends the body this many bytes a second, or a piece of so many bytes every so many milliseconds,
   * until it is whole or the caller gives up. A slow line, not a late answer: the head comes at once.
   */
  trickle?: Pace;
  /** Carries the call out first, and loses its answer to the rest of the fault. */
  after?: boolean;
  /** Changes the JSON of the answer. Not in a fault sent over HTTP. */
  // deno-lint-ignore no-explicit-any -- whatever JSON the endpoint answers
  mutate?: (json: any) => unknown;
  /** Lays this over the JSON of the answer; null takes a key out. `mutate` for those who send JSON. */
  patch?: Record<string, unknown>;
  /** Hands out an ID token that must not be accepted. */
  id_token?: IdTokenFault;
}

export interface Faults {
  /** Adds a fault; the result takes it back. */
  add(endpoint: string, fault: Fault): () => void;
  /** The oldest fault that meets this call, used up by one. */
  take(endpoint: string): Fault | undefined;
  list(): { endpoint: string; fault: Fault; left: number }[];
  clear(): void;
}

export function faultQueue(): Faults {
  let queue: { endpoint: string; fault: Fault; left: number }[] = [];
  return {
    add(endpoint, fault) {
      const left = fault.times === null ? Infinity : fault.times ?? 1;
      const entry = { endpoint, fault, left };
      queue.push(entry);
      return () => {
        queue = queue.filter((other) => other !== entry);
      };
    },
    take(endpoint) {
      const entry = queue.find((candidate) => covers(candidate.endpoint, endpoint));
      if (!entry) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) queue = queue.filter((other) => other !== entry);
      return entry.fault;
    },
    list: () => queue.map((entry) => ({ ...entry })),
    clear() {
      queue = [];
    },
  };
}
