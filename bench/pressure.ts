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
/** In turns, the best of each. */
const ROUNDS = 3;
const MIB = 1024 * 1024;

async function measureRefresh(): Promise<Figure[]> {
  await using world = await startWorld({ delayMs: DELAY_MS, refreshMs: REFRESH_MS });
  await using server = await startServer("serve.ts", [ROUTES.create.module], world.env);
  const create = () => load(server.url, ROUTES.create, world.authorizations, 200, 200);
  for (let warmUp = 0; warmUp < 5; warmUp++) await create();
  const valid = await create();
  await world.counts();
  await fetch(`${world.standIn.url}/expire`).then((response) => response.body?.cancel());
  const expired = await create();
  const { "/token": refreshes = 0 } = await world.counts();
  return [
    atMost("200 creates on an expired token: refreshes", refreshes, 1),
    peer("200 creates on a valid token: slowest", quantile(valid.each, 1), "ms"),
    atMost(
      "200 creates on an expired token: slowest, beyond a valid one's and the refresh",
      quantile(expired.each, 1) - quantile(valid.each, 1) - REFRESH_MS,
      REFRESH_ALLOWANCE_MS,
      "ms",
    ),
  ];
}

async function measureMany(): Promise<Figure[]> {
  await using world = await startWorld({ delayMs: DELAY_MS, users: 100 });
  const start = (name: "create" | "bareHandler") =>
    startServer("serve.ts", [ROUTES[name].module], world.env, {
      flags: ["--v8-flags=--expose-gc"],
    });
  await using server = await start("create");
  await using bare = await start("bareHandler");
  // Throws where one fails.
  const create = (total: number) =>
    load(server.url, ROUTES.create, world.authorizations, total, 50);
  const createBare = (total: number) =>
    load(bare.url, ROUTES.bareHandler, world.authorizations, total, 50);
  await create(1000);
  await createBare(1000);
  let [busy, bareBusy] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    busy = Math.min(busy, (await create(1000)).all);
    bareBusy = Math.min(bareBusy, (await createBare(1000)).all);
  }

  const held = async () => Number(await (await fetch(`${server.url}/held-memory`)).text()) / MIB;
  const [resident, first] = [await server.memoryMiB(), await held()];
  await create(10_000);
  return [
    atLeast(
      "1,000 creates of 100 users at 50 at once, none failed: throughput, times the bare handler's",
      bareBusy / busy,
      0.7,
    ),
    atMost(
      "10,000 creates more: growth of the memory that is held",
      await held() - first,
      2,
      "MiB",
    ),
    atMost(
      "10,000 creates more: growth of the resident memory",
      await server.memoryMiB() - resident,
      30,
      "MiB",
    ),
  ];
}

export async function measurePressure(): Promise<Figure[]> {
  return [...await measureRefresh(), ...await measureMany()];
}
