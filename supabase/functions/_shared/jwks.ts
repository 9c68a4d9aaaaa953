/**
 * Reads and caches a published JSON Web Key Set (RFC 7517). Tells a token that names an unknown key from a
 * set that cannot be read: only the first makes the token invalid.
 *
 * @module
 */
import { JOSEError, JWKSInvalid, JWKSNoMatchingKey } from "jose/errors";
import { createLocalJWKSet } from "jose/jwks/local";
import type { JWTVerifyGetKey } from "jose/jwt/verify";
import type { CallContext } from "./context.ts";
import { Deadline } from "./deadlines.ts";

type KeysOf = Parameters<typeof createLocalJWKSet>[0];

/** For unknown keys the set is read again at most this often, so that forged tokens cost no calls. */
const COOLDOWN_MS = 30_000;
/** How long a set is used after it was read. Google and Supabase publish keys long before they use them. */
const MAX_AGE_MS = 10 * 60_000;
/** How long a snapshot is used, whose age is unknown. With one, a start needs no call. */
const SNAPSHOT_MAX_AGE_MS = 60_000;
/** How long a request waits for a newer set if it already has one. */
const RENEWAL_WAIT_MS = 1_000;

/** Where a set comes from, and what to throw if it cannot be read. */
export interface KeySetSource {
  /** The address of the published set. */
  address: string;
  /** The limit of one read, in milliseconds. */
  timeoutMs: number;
  /** The error to throw if the set cannot be read. */
  unreadable: (cause: unknown) => Error;
  /** A set that is known at the start, and the error to throw if one of its keys is broken. */
  snapshot?: { keys: JsonWebKey[]; broken: (cause: unknown) => Error };
  /**
   * The milliseconds between reads while there is no set at all, from the second failure on. After the
   * first failure the next request tries again, so that one lost connection refuses nobody.
   */
  failureWaitMs?: number;
}

interface KnownSet {
  find: JWTVerifyGetKey;
  size: number;
  text: string;
  /** When to read it again. */
  dueAt: number;
  broken: (cause: unknown) => Error;
}

/** A key set that is read when a key is needed, and read again from time to time. */
export class RemoteJwks {
  readonly #source: KeySetSource;
  #known: KnownSet | undefined;
  #reading: Promise<void> | undefined;
  #triedAt = -Infinity;
  #failures = 0;
  #failure: unknown;
  /** When the set was last read because of an unknown key. */
  #unknownAt = -Infinity;
  #revision = 0;

  constructor(source: KeySetSource) {
    this.#source = source;
    const { snapshot } = source;
    if (snapshot) this.#know(snapshot, SNAPSHOT_MAX_AGE_MS, snapshot.broken);
  }

  /** A number that increases when the set's content changes. */
  get revision(): number {
    return this.#revision;
  }

  /** Whether the set has asymmetric keys. False if it cannot be read. */
  async hasKeys(context: CallContext): Promise<boolean> {
    if (!this.#known) await this.#readOrFail(context).catch(() => {});
    return (this.#known?.size ?? 0) > 0;
  }

  /**
   * A function that finds the key of a token, for `jwtVerify`. It throws jose's error for an unknown key,
   * and the source's error if the set cannot be read. If there is an older set with the key, that set is
   * used.
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
        // The key may be in the set that could not be read.
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
      // jose's errors are about the token. Others come from importing the key.
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

  /** Reads the set again if that is due, and waits for at most `RENEWAL_WAIT_MS`. */
  async #renew({ dueAt }: KnownSet, { deadline }: CallContext): Promise<void> {
    const now = Date.now();
    if (now < dueAt && dueAt - now <= MAX_AGE_MS) return;
    if (!this.#reading && within(now - this.#triedAt, COOLDOWN_MS)) return;
    await this.#readWithin(deadline.within(RENEWAL_WAIT_MS));
  }

  /** Reads the set for an unknown key, at most once in `COOLDOWN_MS`, and not if a read has ended since the token came. */
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

  /** Reads the set if none is known. Throws if there is still none afterwards. */
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

  /** Reads the set. Concurrent callers share one read. Never rejects. */
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

/** Whether less than `limit` has passed. False if the clock was set back, so that nobody waits for it. */
function within(elapsed: number, limit: number): boolean {
  return elapsed >= 0 && elapsed < limit;
}
