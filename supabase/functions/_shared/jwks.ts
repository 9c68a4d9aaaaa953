/**
 * A published key set, cached. It tells "this token names no key of ours" from "the set cannot be
 * read": the first is the token's fault, the second is not.
 *
 * @module
 */
import { JOSEError, JWKSInvalid, JWKSNoMatchingKey } from "jose/errors";
import { createLocalJWKSet } from "jose/jwks/local";
import type { JWTVerifyGetKey } from "jose/jwt/verify";
import type { CallContext } from "./context.ts";
import { Deadline } from "./deadlines.ts";

type KeysOf = Parameters<typeof createLocalJWKSet>[0];

/** Unknown keys ask for the set again at most this often: forged tokens cost nothing. */
const COOLDOWN_MS = 30_000;
/** How long a set that was read is believed. Both Google and Supabase publish keys well before they use them. */
const MAX_AGE_MS = 10 * 60_000;
/** How long a snapshot is believed, of which nobody knows how old it is. A start stays free of a call. */
const SNAPSHOT_MAX_AGE_MS = 60_000;
/** How long a request waits for a set to be read again if it has one that may do. */
const RENEWAL_WAIT_MS = 1_000;

export interface KeySetSource {
  /** Where the set is published. */
  address: string;
  /** The limit of one reading. */
  timeoutMs: number;
  /** The error to throw if the set cannot be read. */
  unreadable: (cause: unknown) => Error;
  /** A set that is known already, and the error to throw if one of its keys is broken. */
  snapshot?: { keys: JsonWebKey[]; broken: (cause: unknown) => Error };
  /**
   * The time between readings while there is no set at all, from the second failure on. The first
   * failure is tried again at once: one lost connection must not turn people away.
   */
  failureWaitMs?: number;
}

interface KnownSet {
  find: JWTVerifyGetKey;
  size: number;
  text: string;
  /** When it is to be read again. */
  dueAt: number;
  broken: (cause: unknown) => Error;
}

export class RemoteJwks {
  readonly #source: KeySetSource;
  #known: KnownSet | undefined;
  #reading: Promise<void> | undefined;
  #triedAt = -Infinity;
  #failures = 0;
  #failure: unknown;
  /** When the set was last read for a token that named an unknown key. */
  #unknownAt = -Infinity;
  #revision = 0;

  constructor(source: KeySetSource) {
    this.#source = source;
    const { snapshot } = source;
    if (snapshot) this.#know(snapshot, SNAPSHOT_MAX_AGE_MS, snapshot.broken);
  }

  /** Another number whenever the set's content has changed. */
  get revision(): number {
    return this.#revision;
  }

  /** Whether the set is known to have keys. False if it cannot be read. */
  async hasKeys(context: CallContext): Promise<boolean> {
    if (!this.#known) await this.#readOrFail(context).catch(() => {});
    return (this.#known?.size ?? 0) > 0;
  }

  /**
   * Finds the key that a token names. It throws jose's own errors for an unknown key, and the
   * source's for a set that cannot be read. While the set cannot be read, the last one that is known
   * serves, for the keys that it has.
   */
  getKey(context: CallContext): JWTVerifyGetKey {
    return async (header, token) => {
      const startedAt = Date.now();
      if (!this.#known) await this.#readOrFail(context);
      else await this.#renew(this.#known, context);
      try {
        return await this.#find(header, token);
      } catch (error) {
        if (!(error instanceof JWKSNoMatchingKey)) throw error;
      }
      await this.#readForUnknown(startedAt, context);
      try {
        return await this.#find(header, token);
      } catch (error) {
        // The key may be one that could not be read.
        if (error instanceof JWKSNoMatchingKey && this.#failures > 0) {
          throw this.#source.unreadable(this.#failure);
        }
        throw error;
      }
    };
  }

  async #find(
    ...[header, token]: Parameters<JWTVerifyGetKey>
  ): Promise<Awaited<ReturnType<JWTVerifyGetKey>>> {
    const { find, broken } = this.#known!;
    try {
      return await find(header, token);
    } catch (error) {
      // jose's errors are about the token; all others come from importing the key.
      if (error instanceof JOSEError && !(error instanceof JWKSInvalid)) throw error;
      throw broken(error);
    }
  }

  #know(set: { keys: JsonWebKey[] }, maxAgeMs: number, broken: KnownSet["broken"]): void {
    const keys = { keys: set.keys } as KeysOf;
    const text = JSON.stringify(keys);
    const isSame = text === this.#known?.text;
    const find = isSame ? this.#known!.find : createLocalJWKSet(keys);
    const size = keys.keys.filter(({ kty }) => kty !== "oct").length;
    this.#known = { find, size, text, dueAt: Date.now() + maxAgeMs, broken };
    if (!isSame) this.#revision++;
  }

  /** Reads a set that is due again, and waits for it no longer than a moment. */
  async #renew({ dueAt }: KnownSet, { deadline }: CallContext): Promise<void> {
    const now = Date.now();
    if (now < dueAt && dueAt - now <= MAX_AGE_MS) return;
    if (!this.#reading && within(now - this.#triedAt, COOLDOWN_MS)) return;
    await this.#readWithin(deadline.within(RENEWAL_WAIT_MS));
  }

  /** At most one reading in a while, and none if one has ended since the token came. */
  async #readForUnknown(startedAt: number, { deadline }: CallContext): Promise<void> {
    const now = Date.now();
    if (this.#triedAt >= startedAt && !this.#reading) {
      this.#unknownAt = this.#triedAt;
      return;
    }
    if (!this.#reading && within(now - this.#unknownAt, COOLDOWN_MS)) return;
    this.#unknownAt = now;
    await this.#readWithin(deadline);
  }

  /** For who cannot go on without a set. */
  async #readOrFail({ deadline }: CallContext): Promise<void> {
    const { failureWaitMs = 0, unreadable } = this.#source;
    const waits = this.#failures > 1 && within(Date.now() - this.#triedAt, failureWaitMs);
    if (!waits || this.#reading) await this.#readWithin(deadline);
    if (!this.#known) throw unreadable(this.#failure ?? new Error("the deadline has passed"));
  }

  async #readWithin(deadline: Deadline): Promise<void> {
    // After the deadline the set that is known by then is used.
    await deadline.race(this.#read()).catch(() => {});
  }

  /** Reads the set; those who want it at the same time share one reading. Never rejects. */
  #read(): Promise<void> {
    return this.#reading ??= this.#fetch().finally(() => {
      this.#reading = undefined;
    });
  }

  async #fetch(): Promise<void> {
    const { address, timeoutMs, unreadable } = this.#source;
    this.#triedAt = Date.now();
    try {
      const set = await Deadline.in(timeoutMs).run(async (signal) => {
        const response = await fetch(address, {
          headers: { accept: "application/json" },
          redirect: "manual",
          signal,
        });
        const text = await response.text();
        if (response.status !== 200) throw new Error(`the key set answers ${response.status}`);
        return JSON.parse(text);
      });
      this.#know(set, MAX_AGE_MS, unreadable);
      this.#failures = 0;
      this.#failure = undefined;
    } catch (error) {
      this.#failures++;
      this.#failure = error;
    }
  }
}

/** A clock that was set back must not make anybody wait. */
function within(elapsed: number, limit: number): boolean {
  return elapsed >= 0 && elapsed < limit;
}
