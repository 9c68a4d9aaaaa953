/**
 * Cold: from a new process to its first answer, with its modules cached. In turns, so that noise meets
 * all alike; the best of each counts, for noise only ever adds. On the present Deno, and on the one that
 * Supabase's runtime is compatible with.
 *
 * @module
 */
import { platformDeno } from "../local/platformDeno.ts";
import { startServer } from "./processes.ts";
import { ask, type Route, ROUTES } from "./requests.ts";
import { startWorld, type World } from "./settings.ts";
import { atMost, type Figure, peer } from "./table.ts";

const ROUNDS = 9;
/** The least that was measured for Hono and supabase-js alone is 2.5; these leave room for the checks. */
const BUDGETS = { resource: 3, initiate: 3, connection: 3, create: 4 } as const;
const MAX_OF_GOOGLEAPIS = 0.25;
const MAX_MEMORY_MIB = 65;

const NAMES = [
  "bareHono",
  "parts",
  "googleapis",
  ...Object.keys(BUDGETS),
] as (keyof typeof ROUTES)[];

async function firstAnswer({ env, authorizations }: World, route: Route, deno: string) {
  const started = performance.now();
  await using server = await startServer("serve.ts", [route.module], env, { deno });
  await ask(server.url, route, authorizations[0]);
  return { ms: performance.now() - started, memory: await server.memoryMiB() };
}

async function measureOn(deno: string, label: string): Promise<Figure[]> {
  await using world = await startWorld({ delayMs: 0 });
  // What is not cached yet is now.
  for (const name of NAMES) await firstAnswer(world, ROUTES[name], deno);
  const best = new Map<string, { ms: number; memory: number }>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of NAMES) {
      const { ms, memory } = await firstAnswer(world, ROUTES[name], deno);
      const before = best.get(name) ?? { ms: Infinity, memory: Infinity };
      best.set(name, { ms: Math.min(before.ms, ms), memory: Math.min(before.memory, memory) });
    }
  }
  const of = (name: string) => best.get(name)!;
  const bare = of("bareHono").ms;
  return [
    peer(`${label}: bare Hono`, bare, "ms"),
    peer(`${label}: the same packages without a check, times bare Hono`, of("parts").ms / bare),
    peer(`${label}: the same on googleapis, times bare Hono`, of("googleapis").ms / bare),
    ...Object.entries(BUDGETS).map(([name, budget]) =>
      atMost(`${label}: ${name}, times bare Hono`, of(name).ms / bare, budget)
    ),
    atMost(
      `${label}: create, times the same on googleapis`,
      of("create").ms / of("googleapis").ms,
      MAX_OF_GOOGLEAPIS,
    ),
    ...["bareHono", "parts", "googleapis"].map((name) =>
      peer(`${label}: memory, ${name}`, of(name).memory, "MiB")
    ),
    ...Object.keys(BUDGETS).map((name) =>
      atMost(`${label}: memory, ${name}`, of(name).memory, MAX_MEMORY_MIB, "MiB")
    ),
  ];
}

export async function measureCold(): Promise<Figure[]> {
  return [
    ...await measureOn(Deno.execPath(), `cold, Deno ${Deno.version.deno}`),
    ...await measureOn(await platformDeno(), "cold, Deno 2.1.14"),
  ];
}
