/**
 * How fast the machine is that the tests run on, in the unit that the benchmark has: the time of a bare
 * Hono process from its start to its first answer. How long the tests took tells little without it.
 *
 * @module
 */
import { startServerProcess } from "./support/serverProcess.ts";

const ROUNDS = 5;

const ARGS = [
  ...["-A", "--no-check", "--no-config", "--no-lock", "--node-modules-dir=none"],
  "--import-map=supabase/functions/import_map.json",
  "bench/serve.ts",
  "peers/bareHono.ts",
];

/** The best of a few, for noise only ever adds; in milliseconds. */
export async function bareStartMs(): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    const { url, kill } = await startServerProcess({ args: ARGS, env: {} });
    await (await fetch(url)).body?.cancel();
    best = Math.min(best, performance.now() - started);
    await kill();
  }
  return best;
}
