/**
 * Under pressure: an expired token under many requests, many creates at once, memory over time.
 *
 * @module
 */
import { startServer } from "./processes.ts";
import { load, quantile, ROUTES } from "./requests.ts";
import { startWorld } from "./settings.ts";
import { atLeast, atMost, type Figure, peer } from "./table.ts";

const DELAY_MS = 20;
const REFRESH_MS = 500;
/** Beyond the refresh itself: its two calls of the database, and the queue of 200 requests. */
const REFRESH_ALLOWANCE_MS = 4 * DELAY_MS + 500;

export async function measurePressure(): Promise<Figure[]> {
  await using world = await startWorld({ delayMs: DELAY_MS, refreshMs: REFRESH_MS });
  await using server = await startServer("serve.ts", [ROUTES.create.module], world.env);
  const create = (total: number, atOnce: number) =>
    load(server.url, ROUTES.create, world.authorization, total, atOnce);
  await create(200, 50);

  const valid = await create(200, 200);
  await world.counts();
  await fetch(`${world.standIn.url}/expire`).then((response) => response.body?.cancel());
  const expired = await create(200, 200);
  const { "/token": refreshes = 0 } = await world.counts();

  const busy = await create(1000, 50);
  await using bare = await startServer("serve.ts", [ROUTES.bareHandler.module], world.env);
  await load(bare.url, ROUTES.bareHandler, world.authorization, 200, 50);
  const bareBusy = await load(bare.url, ROUTES.bareHandler, world.authorization, 1000, 50);

  const memory = await server.memoryMiB();
  await create(10_000, 50);
  const growth = await server.memoryMiB() - memory;
  return [
    atMost("200 creates on an expired token: refreshes", refreshes, 1),
    peer("200 creates on a valid token: slowest", quantile(valid.each, 1), "ms"),
    atMost(
      "200 creates on an expired token: slowest, beyond a valid one's and the refresh",
      quantile(expired.each, 1) - quantile(valid.each, 1) - REFRESH_MS,
      REFRESH_ALLOWANCE_MS,
      "ms",
    ),
    atLeast(
      "1,000 creates at 50 at once: throughput, times the bare handler's",
      bareBusy.all / busy.all,
      0.7,
    ),
    atMost("memory after 10,000 requests more: growth", growth, 30, "MiB"),
  ];
}
