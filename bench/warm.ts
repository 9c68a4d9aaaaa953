/**
 * Warm: what a request costs beyond the two calls that it must make. In turns, the best round of each.
 *
 * @module
 */
import { type Server, startServer } from "./processes.ts";
import { load, quantile, ROUTES } from "./requests.ts";
import { startWorld, type World } from "./settings.ts";
import { atMost, type Figure, peer } from "./table.ts";

const DELAY_MS = 100;
const AT_ONCE = 50;
const ROUNDS = 8;
const PER_ROUND = 500;
/** Until the code is compiled for good. */
const WARM_UP = 1500;
/** Each asks once: nothing of them can be remembered. */
const NEW_USERS = 500;

const NAMES = ["bareHandler", "parts", "googleapisCommon", "create", "createWithKey"] as const;

interface Cost {
  median: number;
  high: number;
  cpu: number;
}

async function costOf(
  server: Server,
  name: typeof NAMES[number],
  authorizations: string[],
): Promise<Cost> {
  const cpu = await server.cpuMs();
  const { each } = await load(server.url, ROUTES[name], authorizations, PER_ROUND, AT_ONCE);
  return {
    median: quantile(each, 0.5) - 2 * DELAY_MS,
    high: quantile(each, 0.99) - 2 * DELAY_MS,
    cpu: (await server.cpuMs() - cpu) / PER_ROUND,
  };
}

const least = (a: Cost, b: Cost): Cost => ({
  median: Math.min(a.median, b.median),
  high: Math.min(a.high, b.high),
  cpu: Math.min(a.cpu, b.cpu),
});

/** Calls out of one request, over a hundred. */
async function callsOut(world: World, name: keyof typeof ROUTES): Promise<number> {
  await using server = await startServer("serve.ts", [ROUTES[name].module], world.env);
  await world.counts();
  await load(server.url, ROUTES[name], world.authorizations, 100, AT_ONCE);
  return Object.values(await world.counts()).reduce((sum, count) => sum + count, 0) / 100;
}

export async function measureWarm(): Promise<Figure[]> {
  await using world = await startWorld({ delayMs: DELAY_MS, users: NEW_USERS });
  const [known] = world.authorizations;
  const calls = [await callsOut(world, "create"), await callsOut(world, "resource")];

  await using running = new AsyncDisposableStack();
  const servers = new Map<string, Server>();
  for (const name of NAMES) {
    const server = running.use(await startServer("serve.ts", [ROUTES[name].module], world.env));
    await load(server.url, ROUTES[name], [known], WARM_UP, AT_ONCE);
    servers.set(name, server);
  }
  const best = new Map<string, Cost>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of NAMES) {
      const cost = await costOf(servers.get(name)!, name, [known]);
      best.set(name, least(best.get(name) ?? cost, cost));
    }
  }
  const unknown = await costOf(servers.get("create")!, "create", world.authorizations);

  const [bare, parts, common, create, withKey] = NAMES.map((name) => best.get(name)!);
  const cpu = (cost: Cost) => cost.cpu / bare.cpu;
  return [
    atMost("calls out of one create", calls[0], 2),
    atMost("calls out of one get-resource", calls[1], 1),
    peer("bare handler: median over the two delays", bare.median, "ms"),
    atMost("create: median over the two delays", create.median, 3, "ms"),
    peer("create: median over the bare handler's", create.median - bare.median, "ms"),
    peer("bare handler: 99th percentile over the two delays", bare.high, "ms"),
    atMost("create: 99th percentile over the two delays", create.high, 8, "ms"),
    peer("create: 99th percentile over the bare handler's", create.high - bare.high, "ms"),
    peer("bare handler: CPU of a request", bare.cpu, "ms"),
    peer("the same packages without a check: CPU, times the bare handler's", cpu(parts)),
    peer("googleapis-common's own client, no check: CPU, times the bare handler's", cpu(common)),
    atMost("create: CPU of a request, times the bare handler's", cpu(create), 1.6),
    peer("create with an idempotency key: CPU, times the bare handler's", cpu(withKey)),
    peer("create by users who were not there before: CPU, times the bare handler's", cpu(unknown)),
  ];
}
