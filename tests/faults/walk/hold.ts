/**
 * Holds a request at one of its awaits, before a call leaves the function or before its answer comes
 * back, while something else is done. Notes in which Google account each Calendar call is made.
 *
 * @module
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { decodeJwt } from "jose";

type Deed = () => Promise<unknown>;

/**
 * Where a request is held: by number (0 is before the first call, 1 after its answer, 2 before the second
 * call, and so on), or before each call whose path ends so.
 */
export type Place = number | string;

/** One request on its way. */
export class Trip {
  /** The Google account (the ID token's `sub`) of each Calendar call, in order. */
  readonly accounts: (string | undefined)[] = [];
  /** Whether the request was held: false if it ended before it came to the place. */
  wasHeld = false;
  readonly #place: Place;
  #passed = 0;
  readonly #asked: string[] = [];
  #deeds: Deed[] = [];
  #failures: unknown[] = [];

  constructor(place: Place) {
    this.#place = place;
  }

  /** Whether a call whose path ends so had been sent before the request was held; if it was not, before it ended. */
  hadAsked(path: string): boolean {
    return this.#asked.some((url) => url.endsWith(path));
  }

  /** Does what is to be done here, if this is the place. */
  async pass(url: string, before: boolean): Promise<void> {
    const here = typeof this.#place === "number"
      ? this.#passed++ === this.#place
      : before && url.endsWith(this.#place);
    const deed = here ? this.#deeds.shift() : undefined;
    if (before && !deed && !this.wasHeld) this.#asked.push(url);
    if (!deed) return;
    this.wasHeld = true;
    await this.#do(deed);
  }

  /** A deed is no part of the trip, and its failure none of the request's. */
  async #do(deed: Deed): Promise<void> {
    try {
      await trips.exit(deed);
    } catch (error) {
      this.#failures.push(error);
    }
  }

  /**
   * Makes the request. Each time that it comes to the place it is held until the next of the deeds is
   * done; those that are left over are done after it has ended.
   */
  async run<T>(request: () => Promise<T>, ...deeds: Deed[]): Promise<T> {
    this.#deeds = deeds;
    const answer = await trips.run(this, request);
    for (const deed of this.#deeds.splice(0)) await this.#do(deed);
    if (this.#failures.length > 0) throw this.#failures[0];
    return answer;
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
    await trip?.pass(url, true);
    if (trip && url.startsWith(`${googleUrl}/calendar/`)) {
      const bearer = new Headers(init?.headers).get("authorization")?.slice("Bearer ".length);
      trip.accounts.push(owners.get(bearer ?? ""));
    }
    const response = await fetch(input, init);
    if (url === `${googleUrl}/token` && init?.body instanceof URLSearchParams) {
      await learn(init.body, response.clone());
    }
    await trip?.pass(url, false);
    return response;
  };
  return () => {
    globalThis.fetch = fetch;
  };
}
