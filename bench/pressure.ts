/**
 * Under pressure: an expired token under many requests, many creates at once, memory over time.
 *
 * @module
 */
import type { Built } from "./built.ts";
import { startRoute } from "./processes.ts";
import { FUNCTIONS, load, PEERS, type Route } from "./requests.ts";
import { startWorld } from "./settings.ts";
import { atLeast, atMost, type Figure } from "./table.ts";

const DELAY_MS = 20;
const REFRESH_MS = 500;
const CREATE = FUNCTIONS["create-calendar-event"];
/** In turns, the best of each. */
const ROUNDS = 3;
const MIB = 1024 * 1024;

async function measureRefresh(built: Built): Promise<Figure[]> {
  await using world = await startWorld({ delayMs: DELAY_MS, refreshMs: REFRESH_MS });
  await using server = await startRoute(CREATE, built, world.env);
  const create = () => load(server.url, CREATE, world.authorizations, 200, 200);
  await create();
  await world.counts();
  await fetch(`${world.standIn.url}/expire`).then((response) => response.body?.cancel());
  await create();
  const { "/token": refreshes = 0 } = await world.counts();
  return [atMost("200 creates on an expired token: refreshes", refreshes, 1)];
}

async function measureMany(built: Built): Promise<Figure[]> {
  await using world = await startWorld({ delayMs: DELAY_MS, users: 100 });
  const start = (route: Route) =>
    startRoute(route, built, world.env, { flags: ["--v8-flags=--expose-gc"] });
  await using server = await start(CREATE);
  await using bare = await start(PEERS.bareHandler);
  // Throws where one fails.
  const create = (total: number) => load(server.url, CREATE, world.authorizations, total, 50);
  const createBare = (total: number) =>
    load(bare.url, PEERS.bareHandler, world.authorizations, total, 50);
  await create(1000);
  await createBare(1000);
  let [busy, bareBusy] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    busy = Math.min(busy, (await create(1000)).all);
    bareBusy = Math.min(bareBusy, (await createBare(1000)).all);
  }

  const held = async () => Number(await (await fetch(`${server.url}/held-memory`)).text()) / MIB;
  const first = await held();
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
      1,
      "MiB",
    ),
  ];
}

export async function measurePressure(built: Built): Promise<Figure[]> {
  return [...await measureRefresh(built), ...await measureMany(built)];
}
