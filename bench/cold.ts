/**
 * Cold: from a new process to its first answer, with its modules cached. In turns, so that noise meets
 * all alike; the best of each counts, for noise only ever adds.
 *
 * @module
 */
import { startServer } from "./processes.ts";
import { ask, type Route, ROUTES } from "./requests.ts";
import { startWorld, type World } from "./settings.ts";
import { atMost, type Figure, peer } from "./table.ts";

const ROUNDS = 9;
/** The least that was measured for Hono and supabase-js alone is 2.5; these leave room for the checks. */
const BUDGETS = { resource: 3, initiate: 3, connection: 3, create: 4 } as const;
const MAX_OF_GOOGLEAPIS = 0.25;
const MAX_MEMORY_MIB = 65;

async function firstAnswer({ env, authorization }: World, route: Route) {
  const started = performance.now();
  await using server = await startServer("serve.ts", [route.module], env);
  await ask(server.url, route, authorization);
  return { ms: performance.now() - started, memory: await server.memoryMiB() };
}

export async function measureCold(): Promise<Figure[]> {
  await using world = await startWorld({ delayMs: 0, refreshMs: 0 });
  const names = ["bareHono", "resource", "initiate", "connection", "create", "googleapis"] as const;
  const best = new Map<string, { ms: number; memory: number }>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      const { ms, memory } = await firstAnswer(world, ROUTES[name]);
      const before = best.get(name) ?? { ms: Infinity, memory: Infinity };
      best.set(name, { ms: Math.min(before.ms, ms), memory: Math.min(before.memory, memory) });
    }
  }
  const bare = best.get("bareHono")!.ms;
  return [
    peer("cold, bare Hono", bare, "ms"),
    peer(
      "cold, the same function on googleapis, times bare Hono",
      best.get("googleapis")!.ms / bare,
    ),
    ...Object.entries(BUDGETS).map(([name, budget]) =>
      atMost(`cold, ${name}, times bare Hono`, best.get(name)!.ms / bare, budget)
    ),
    atMost(
      "cold, create, times the same on googleapis",
      best.get("create")!.ms / best.get("googleapis")!.ms,
      MAX_OF_GOOGLEAPIS,
    ),
    ...Object.keys(BUDGETS).map((name) =>
      atMost(
        `memory after the first answer, ${name}`,
        best.get(name)!.memory,
        MAX_MEMORY_MIB,
        "MiB",
      )
    ),
  ];
}
