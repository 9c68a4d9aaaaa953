/**
 * Everything the emulator remembers, and its file. A change is on disk before the call that made it
 * is answered.
 *
 * @module
 */
import type { JWK } from "jose";
import type { Calendar } from "./calendar/model.ts";

/** An authorization code: bound to client, address and challenge, good once and for ten minutes. */
export interface Code {
  client_id: string;
  redirect_uri: string;
  sub: string;
  scopes: string[];
  nonce?: string;
  challenge?: { value: string; method: "S256" | "plain" };
  /** Whether the exchange hands out a refresh token. */
  offline: boolean;
  expires_at: number;
}

/** What a person granted to a client, over all consents. */
export interface Grant {
  sub: string;
  client_id: string;
  scopes: string[];
}

export interface AccessToken {
  sub: string;
  client_id: string;
  scopes: string[];
  expires_at: number;
}

export interface RefreshToken {
  sub: string;
  client_id: string;
  scopes: string[];
  used_at: number;
  /** Only for time-limited access and clients in testing. */
  expires_at?: number;
  /** The person limited the time: answers then say how much of it is left. */
  time_limited?: boolean;
}

/** How Google treats one person. Every member is off by default. */
export interface Behaviour {
  /** The boxes on the consent page start unticked. */
  boxes_unticked: boolean;
  /** The person grants access for this many seconds only (`refresh_token_expires_in`). */
  access_seconds: number | null;
  /** The client is External and in Testing: refresh tokens live 7 days, unless for identity only. */
  testing: boolean;
  /** A refresh hands out another refresh token; the old one lives on. */
  rotate_refresh_tokens: boolean;
  /** As long as Google says they can be: codes 256, access tokens 2,048, refresh tokens 512 bytes. */
  long_tokens: boolean;
  /** What becomes of a new Meet conference. `pending` is ready ten seconds later. */
  meet: "success" | "pending" | "failure";
}

export const defaultBehaviour: Behaviour = {
  boxes_unticked: false,
  access_seconds: null,
  testing: false,
  rotate_refresh_tokens: false,
  long_tokens: false,
  meet: "success",
};

export interface State {
  clock_offset_ms: number;
  signing_key: JWK | null;
  /** The version last given to an event: etags only grow. */
  last_version: number;
  codes: Map<string, Code>;
  /** By `sub` and client id, with a space between. */
  grants: Map<string, Grant>;
  access_tokens: Map<string, AccessToken>;
  /** Oldest first. */
  refresh_tokens: Map<string, RefreshToken>;
  calendars: Map<string, Calendar>;
  /** By `sub`. */
  behaviours: Map<string, Behaviour>;
  /** Addresses that people had before, each with the `sub` of its account. */
  old_addresses: Map<string, string>;
  /** By `sub`: the address that replaced the one the account began with. */
  new_addresses: Map<string, string>;
}

function emptyState(): State {
  return {
    clock_offset_ms: 0,
    signing_key: null,
    last_version: 0,
    codes: new Map(),
    grants: new Map(),
    access_tokens: new Map(),
    refresh_tokens: new Map(),
    calendars: new Map(),
    behaviours: new Map(),
    old_addresses: new Map(),
    new_addresses: new Map(),
  };
}

const pack = (_key: string, value: unknown) => value instanceof Map ? { $map: [...value] } : value;

// deno-lint-ignore no-explicit-any -- what JSON.parse hands to a reviver
const unpack = (_key: string, value: any) =>
  Array.isArray(value?.$map) ? new Map(value.$map) : value;

/** Reads the state from its file, or starts an empty one. Throws where the file is not a state. */
export function openState(path?: string): { state: State; save(): void } {
  let state = emptyState();
  let written = "";
  if (path) {
    try {
      written = Deno.readTextFileSync(path);
      state = { ...state, ...JSON.parse(written, unpack) };
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) {
        throw new Error(`Cannot read the Google emulator's state from ${path}`, { cause: error });
      }
    }
  }
  return {
    state,
    save() {
      if (!path) return;
      const text = JSON.stringify(state, pack);
      if (text === written) return;
      // Renamed into place, so that a kill leaves the old file or the new one, never half of one.
      Deno.writeTextFileSync(`${path}.new`, text, { mode: 0o600 });
      Deno.renameSync(`${path}.new`, path);
      written = text;
    },
  };
}
