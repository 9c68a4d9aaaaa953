/**
 * How fast the machine is that the tests run on, in the unit that the benchmark has: the time of a bare
 * Hono process from its start to its first answer. How long the tests took tells little without it.
 *
 * @module
 */
import { startServer } from "../bench/processes.ts";

const ROUNDS = 5;

/** The best of a few, for noise only ever adds; in milliseconds. */
export async function bareStartMs(): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    await using server = await startServer("serve.ts", ["peers/bareHono.ts"], {});
    await (await fetch(server.url)).body?.cancel();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}
