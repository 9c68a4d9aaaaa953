/**
 * Holds a request at one of its awaits, before a call leaves the function or before its answer comes
 * back, while something else happens. Notes in which Google account each Calendar call is made.
 *
 * @module
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { decodeJwt } from "jose";

/** One request on its way. */
export class Trip {
  /** The Google account (the ID token's `sub`) of each Calendar call, in order. */
  readonly accounts: (string | undefined)[] = [];
  readonly #place: number;
  #passed = 0;
  #reached = Promise.withResolvers<void>();
  #released = Promise.withResolvers<void>();

  /** `place` counts from 0: before the first call, after its answer, before the second call, and so on. */
  constructor(place: number) {
    this.#place = place;
  }

  /** Waits here if this is the place. */
  async pass(): Promise<void> {
    if (this.#passed++ !== this.#place) return;
    this.#reached.resolve();
    await this.#released.promise;
  }

  /**
   * Starts the request, does the other thing once the request is held, or has ended without coming to
   * the place, and answers what the request came to.
   */
  async run<T>(request: () => Promise<T>, meanwhile: () => Promise<void>): Promise<T> {
    const answer = trips.run(this, request);
    answer.catch(() => {});
    await Promise.race([this.#reached.promise, answer]);
    try {
      await meanwhile();
    } finally {
      this.#released.resolve();
    }
    return await answer;
  }
}

const trips = new AsyncLocalStorage<Trip>();

/** Watches every `fetch` of this process from now on; returns what ends that. */
export function watchCalls(googleUrl: string): () => void {
  const { fetch } = globalThis;
  const owners = new Map<string, string>();

  /** Who owns the tokens that the token endpoint hands out. */
  async function learn(form: URLSearchParams, response: Response): Promise<void> {
    const { access_token, refresh_token, id_token } = await response.json();
    const owner = form.has("refresh_token")
      ? owners.get(form.get("refresh_token")!)
      : id_token && decodeJwt(id_token).sub;
    if (!owner) return;
    for (const token of [access_token, refresh_token]) if (token) owners.set(token, owner);
  }

  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const trip = trips.getStore();
    await trip?.pass();
    if (trip && url.startsWith(`${googleUrl}/calendar/`)) {
      const bearer = new Headers(init?.headers).get("authorization")?.slice("Bearer ".length);
      trip.accounts.push(owners.get(bearer ?? ""));
    }
    const response = await fetch(input, init);
    if (url === `${googleUrl}/token` && init?.body instanceof URLSearchParams) {
      await learn(init.body, response.clone());
    }
    await trip?.pass();
    return response;
  };
  return () => {
    globalThis.fetch = fetch;
  };
}
