/**
 * Remembers for a short time what takes time to find out, and no more of it than a bound.
 *
 * @module
 */

export class TtlCache<T> {
  /** In the order of their ends, for each is kept equally long. */
  readonly #entries = new Map<string, { value: T; end: number }>();
  readonly #maxEntries: number;
  readonly #maxAgeMs: number;

  constructor({ maxEntries, maxAgeMs }: { maxEntries: number; maxAgeMs: number }) {
    this.#maxEntries = maxEntries;
    this.#maxAgeMs = maxAgeMs;
  }

  /** What was remembered under this key, while it is not too old. */
  get(key: string, now = performance.now()): T | undefined {
    const entry = this.#entries.get(key);
    return entry && now < entry.end ? entry.value : undefined;
  }

  /** Remembers it from now on, and forgets what is too old or too much. */
  set(key: string, value: T, now = performance.now()): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, end: now + this.#maxAgeMs });
    for (const [oldest, { end }] of this.#entries) {
      if (now < end && this.#entries.size <= this.#maxEntries) return;
      this.#entries.delete(oldest);
    }
  }
}
