/**
 * Cold: from a new process to its first answer, as deployed. Processor time of all threads and the
 * process's own memory, each beside its peers of the same round; rounds in turns, so that noise meets
 * all alike. Deno 2.1.14, which Supabase's runtime is compatible with, decides; this Deno is for
 * information.
 *
 * @module
 */
import { platformDeno } from "../local/platformDeno.ts";
import type { Built } from "./built.ts";
import { startRoute } from "./processes.ts";
import { ask, FUNCTIONS, PEERS, type Route } from "./requests.ts";
import { startWorld, type World } from "./settings.ts";
import { atMost, type Figure, median, peer, spread } from "./table.ts";

const ROUNDS = 15;
const KB = 1000;

/** At most so many times bare Hono's processor time, so many MiB of memory, so many kB uploaded. */
const BUDGETS: Record<keyof typeof FUNCTIONS, { times: number; anon: number; kB: number }> = {
  "get-resource": { times: 1.5, anon: 17, kB: 350 },
  "calendar-connection": { times: 1.5, anon: 17, kB: 350 },
  "oauth-initiate": { times: 2, anon: 25, kB: 750 },
  "oauth-callback": { times: 2.5, anon: 25, kB: 750 },
  "touch-grants": { times: 2.5, anon: 25, kB: 750 },
  "calendar-push": { times: 2.5, anon: 25, kB: 750 },
  "create-calendar-event": { times: 2.5, anon: 25, kB: 750 },
  "calendar-events": { times: 2.7, anon: 25, kB: 750 },
  "find-free-time": { times: 2.7, anon: 25, kB: 750 },
};
const COLD_PEERS = ["bareHono", "handWritten", "parts", "googleapis"] as const;
const ALL: Record<string, Route> = {
  ...Object.fromEntries(COLD_PEERS.map((name) => [name, PEERS[name]])),
  ...FUNCTIONS,
};

interface Start {
  cpu: number;
  anon: number;
}

async function firstAnswer(world: World, built: Built, route: Route, deno: string): Promise<Start> {
  await using server = await startRoute(route, built, world.env, { deno });
  await ask(server.url, route, world.authorizations[0]!, world.secretKey);
  return { cpu: await server.cpuMs(), anon: await server.anonMiB() };
}

async function measureOn(deno: string, label: string, decides: boolean, built: Built) {
  await using world = await startWorld({ delayMs: 0 });
  // Fetches and compiles what is not there yet.
  for (const route of Object.values(ALL)) await firstAnswer(world, built, route, deno);
  const starts: Record<string, Start[]> = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, route] of Object.entries(ALL)) {
      (starts[name] ??= []).push(await firstAnswer(world, built, route, deno));
    }
  }
  const cpu = (name: string) => starts[name]!.map((one) => one.cpu);
  const anon = (name: string) => median(starts[name]!.map((one) => one.anon));
  /** Of each round, because the rounds differ more than what ran beside each other. */
  const times = (name: string, other: string) =>
    cpu(name).map((value, round) => value / cpu(other)[round]!);
  const budget = (name: string, values: number[], most: number, unit = "") =>
    decides
      ? atMost(`${label}: ${name}`, median(values), most, unit, spread(values))
      : peer(`${label}: ${name}`, median(values), unit, spread(values));
  const reads = ["get-resource", "calendar-connection"];
  return [
    ...Object.keys(ALL).map((name) =>
      peer(`${label}: ${name}, CPU to the first answer`, median(cpu(name)), "ms", spread(cpu(name)))
    ),
    peer(
      `${label}: create beyond bare Hono`,
      median(cpu("create-calendar-event")) - median(cpu("bareHono")),
      "ms",
    ),
    ...Object.entries(BUDGETS).map(([name, { times: most }]) =>
      budget(`${name}, times bare Hono`, times(name, "bareHono"), most)
    ),
    ...reads.map((name) =>
      budget(`${name}, times the hand-written function`, times(name, "handWritten"), 0.75)
    ),
    budget(
      "create, times the hand-written function",
      times("create-calendar-event", "handWritten"),
      1.25,
    ),
    budget(
      "create, times the same on googleapis",
      times("create-calendar-event", "googleapis"),
      0.12,
    ),
    ...COLD_PEERS.map((name) => peer(`${label}: ${name}, own memory`, anon(name), "MiB")),
    ...Object.entries(BUDGETS).map(([name, { anon: most }]) =>
      budget(`${name}, own memory`, starts[name]!.map((one) => one.anon), most, "MiB")
    ),
  ];
}

export async function measureCold(built: Built): Promise<Figure[]> {
  const sizes = await Promise.all(
    Object.entries(BUDGETS).map(async ([name, { kB }]) =>
      atMost(`${name}: uploaded, one file`, await built.sizeOf(name) / KB, kB, "kB")
    ),
  );
  return [
    ...sizes,
    ...await measureOn(await platformDeno(), "cold, Deno 2.1.14", true, built),
    ...await measureOn(Deno.execPath(), `cold, Deno ${Deno.version.deno}`, false, built),
  ];
}
