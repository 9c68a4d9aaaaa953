/**
 * Limits the memory that large answers take while they are read, for all requests of an instance together.
 *
 * @module
 */

interface Waiting {
  bytes: number;
  enter: () => void;
}

/** A number of bytes that readers share, in the order in which they ask. */
export class ReadingRoom {
  readonly #all: number;
  #free: number;
  #waiting: Waiting[] = [];

  constructor(bytes: number) {
    this.#all = this.#free = bytes;
  }

  /**
   * Waits until this many bytes are free, and reserves them. A reader that wants more than the whole room
   * gets the whole room. The result is a function that frees the bytes. Throws the signal's reason if the
   * signal aborts while waiting.
   */
  async enter(wanted: number, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const bytes = Math.min(wanted, this.#all);
    if (this.#waiting.length > 0 || bytes > this.#free) {
      const turn = Promise.withResolvers<void>();
      const waiting: Waiting = { bytes, enter: turn.resolve };
      const leave = () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        turn.reject(signal.reason);
        // A reader that wants less may have waited behind this one.
        this.#admit();
      };
      this.#waiting.push(waiting);
      signal.addEventListener("abort", leave);
      await turn.promise.finally(() => signal.removeEventListener("abort", leave));
    } else {
      this.#free -= bytes;
    }
    return () => {
      this.#free += bytes;
      this.#admit();
    };
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next && next.bytes <= this.#free; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#free -= next.bytes;
      next.enter();
    }
  }
}
