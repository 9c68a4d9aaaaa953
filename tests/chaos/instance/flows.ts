/**
 * Kills and freezes work of an instance at one of its awaits, by index: before or after each call that
 * leaves the instance. What is killed never goes on, and nothing that it began later leaves the instance,
 * so for the database and for Google it is an isolate that has died there.
 *
 * @module
 */
import { AsyncLocalStorage } from "node:async_hooks";

/** What happens to the next request: at its await number `at` (0 is before the first call, 1 after it), or at several. */
export interface Blow {
  kind: "kill" | "freeze";
  at: number | number[];
}

const NEVER = new Promise<never>(() => {});
const storage = new AsyncLocalStorage<Flow>();

let blows: Blow[] = [];
let thawing = Promise.withResolvers<void>();
const alive = new Set<Promise<unknown>>();
export const struck = { kill: 0, freeze: 0 };

/** One request, with the work that goes on after its answer. */
class Flow {
  #passed = 0;
  #dead = false;
  readonly died = Promise.withResolvers<void>();
  readonly #blow = blows.shift();

  async pass(): Promise<void> {
    if (this.#dead) return await NEVER;
    if (this.#blow === undefined || ![this.#blow.at].flat().includes(this.#passed++)) return;
    struck[this.#blow.kind]++;
    if (this.#blow.kind === "freeze") return await thawing.promise;
    this.#dead = true;
    this.died.resolve();
    await NEVER;
  }

  /** Counts work as the instance's, until it has ended or died. */
  keep(work: Promise<unknown>): void {
    const ended = Promise.race([work.catch(() => {}), this.died.promise])
      .then(() => void alive.delete(ended));
    alive.add(ended);
  }
}

/** Adds a blow for one of the next requests. */
export function arm(blow: Blow): void {
  blows.push(blow);
}

/** Lets what is frozen go on, and takes back the blows that have not struck. */
export function thaw(): void {
  blows = [];
  thawing.resolve();
  thawing = Promise.withResolvers();
}

/** Resolves once no work is under way. */
export async function idle(): Promise<void> {
  while (alive.size > 0) await Promise.all(alive);
}

/** Answers a request as `respond` does, or with the platform's 546 if the request is killed first. */
export async function inFlow(respond: () => Response | Promise<Response>): Promise<Response> {
  const flow = new Flow();
  const answer = storage.run(flow, async () => await respond());
  flow.keep(answer);
  return await Promise.race([
    answer,
    flow.died.promise.then(() => new Response(null, { status: 546 })),
  ]);
}

/** Google may make a page as short as it likes. Short ones make several of a small calendar. */
const PAGE = Deno.env.get("CHAOS_PAGE");

function shortPages(url: string): string {
  return PAGE === undefined ? url : url.replace(/([?&]maxResults)=\d+/, `$1=${PAGE}`);
}

/** Watches every call that leaves this process from now on, and the work that goes on after an answer. */
export function watch(): void {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const flow = storage.getStore();
    await flow?.pass();
    const response = await fetch(input instanceof Request ? input : shortPages(`${input}`), init);
    await flow?.pass();
    return response;
  };
  Object.assign(globalThis, {
    EdgeRuntime: { waitUntil: (work: Promise<unknown>) => storage.getStore()?.keep(work) },
  });
}
