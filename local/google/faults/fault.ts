/**
 * Faults: failures that a test adds for the next calls of an endpoint.
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
 * How a call fails. `status` and `body` replace the response, and the call has no effect; with `after` it
 * has its effect first. The other members change the response that the call would have had.
 */
export interface Fault {
  /** The number of calls that fail. Default: 1. Infinity, or null in JSON, means all calls. */
  times?: number | null;
  status?: number;
  headers?: Record<string, string>;
  /** A string is sent unchanged, any other value as JSON. */
  body?: unknown;
  /** Waits this many milliseconds of real time first, not of the emulator's clock. */
  delay_ms?: number;
  /** Never responds. */
  hang?: boolean;
  /** Drops the connection `before` the first byte of the response, or in the `middle` of its body. */
  reset?: "before" | "middle";
  /**
   * Sends the headers at once and the body slowly: this many bytes a second, or `bytes` bytes every
   * `every_ms` milliseconds, until the body is complete or the caller disconnects.
   */
  trickle?: Pace;
  /** The call has its effect, and its response is lost to the rest of the fault. */
  after?: boolean;
  /** Changes the JSON of the response. A fault sent over HTTP cannot have it. */
  // deno-lint-ignore no-explicit-any -- the JSON of any endpoint
  mutate?: (json: any) => unknown;
  /** Merges this into the JSON of the response; null removes a key. */
  patch?: Record<string, unknown>;
  /** Issues an ID token that a client must refuse. */
  id_token?: IdTokenFault;
}

export interface Faults {
  /** Adds a fault. Returns a function that removes it. */
  add(endpoint: string, fault: Fault): () => void;
  /** Returns the oldest fault for this endpoint, and counts one use. */
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
