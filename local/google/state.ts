/**
 * The emulator's state and its file. A call's changes are on disk before the call is answered.
 *
 * @module
 */
import type { JWK } from "jose";
import type { Calendar } from "./calendar/model.ts";
import type { Channel } from "./push/model.ts";
import type { SyncSettings } from "./calendar/syncModel.ts";

/**
 * An authorization code. It is bound to client, redirect URI and challenge, and valid once within
 * ten minutes.
 */
export interface Code {
  client_id: string;
  redirect_uri: string;
  sub: string;
  scopes: string[];
  nonce?: string;
  challenge?: { value: string; method: "S256" | "plain" };
  /** True if the exchange returns a refresh token. */
  offline: boolean;
  expires_at: number;
}

/** The scopes that a person has granted to a client. */
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
  /** Set for time-limited access and for clients in testing. */
  expires_at?: number;
  /** The person limited the access in time: responses have `refresh_token_expires_in`. */
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
  /** A refresh returns a new refresh token, and the old one stays valid. */
  rotate_refresh_tokens: boolean;
  /**
   * Codes and tokens have Google's documented maximum length: codes 256, access tokens 2,048,
   * refresh tokens 512 bytes.
   */
  long_tokens: boolean;
  /** The status of a new Meet conference. `pending` becomes `success` after ten seconds. */
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
  /** The last version of any event. Versions only grow. */
  last_version: number;
  codes: Map<string, Code>;
  /** By `sub` and client id, separated by a space. */
  grants: Map<string, Grant>;
  access_tokens: Map<string, AccessToken>;
  /** Oldest first. */
  refresh_tokens: Map<string, RefreshToken>;
  calendars: Map<string, Calendar>;
  /** What all lists do: see `SyncSettings`. */
  sync: Partial<SyncSettings>;
  /** Grows when all sync tokens expire. */
  sync_generation: number;
  /** Push channels, those that ended too. */
  channels: Map<string, Channel>;
  /** By `sub`. */
  behaviours: Map<string, Behaviour>;
  /** Former addresses, each with the `sub` of its account. */
  old_addresses: Map<string, string>;
  /** By `sub`: the current address of an account that was renamed. */
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
    sync: {},
    sync_generation: 0,
    channels: new Map(),
    behaviours: new Map(),
    old_addresses: new Map(),
    new_addresses: new Map(),
  };
}

const pack = (_key: string, value: unknown) => value instanceof Map ? { $map: [...value] } : value;

// deno-lint-ignore no-explicit-any -- the value that JSON.parse passes to a reviver
const unpack = (_key: string, value: any) =>
  Array.isArray(value?.$map) ? new Map(value.$map) : value;

/** Reads the state from its file, or returns an empty state. Throws if the file is invalid. */
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
      // Renamed into place, so that a kill never leaves a partial file.
      Deno.writeTextFileSync(`${path}.new`, text, { mode: 0o600 });
      Deno.renameSync(`${path}.new`, path);
      written = text;
    },
  };
}
