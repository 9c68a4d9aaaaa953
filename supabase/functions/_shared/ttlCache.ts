/**
 * A size-bounded cache whose entries expire.
 *
 * @module
 */

/** Holds at most `maxEntries` values, each for `maxAgeMs` milliseconds. */
export class TtlCache<T> {
  /** In the order in which they expire, because each is kept for the same time. */
  readonly #entries = new Map<string, { value: T; end: number }>();
  readonly #maxEntries: number;
  readonly #maxAgeMs: number;

  constructor({ maxEntries, maxAgeMs }: { maxEntries: number; maxAgeMs: number }) {
    this.#maxEntries = maxEntries;
    this.#maxAgeMs = maxAgeMs;
  }

  /** The value of a key; undefined if there is none or it has expired. `now` is in milliseconds. */
  get(key: string, now = performance.now()): T | undefined {
    const entry = this.#entries.get(key);
    return entry && now < entry.end ? entry.value : undefined;
  }

  /** Stores a value, and removes expired entries and the oldest beyond `maxEntries`. */
  set(key: string, value: T, now = performance.now()): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, end: now + this.#maxAgeMs });
    for (const [oldest, { end }] of this.#entries) {
      if (now < end && this.#entries.size <= this.#maxEntries) return;
      this.#entries.delete(oldest);
    }
  }
}
