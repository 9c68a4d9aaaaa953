/**
 * Warm: processor time of a request, beside the bare handler and the function that people write, in
 * rounds that take turns; and the calls out of one request. On Deno 2.1.14, which Supabase's runtime is
 * compatible with. Latency is not measured: load, stand-ins and functions share the machine, so it is the
 * queue's.
 *
 * @module
 */
import { platformDeno } from "../local/platformDeno.ts";
import type { Built } from "./built.ts";
import { type Server, startRoute } from "./processes.ts";
import { CREATE_WITH_KEY, FUNCTIONS, load, PEERS, type Route } from "./requests.ts";
import { startWorld, type World } from "./settings.ts";
import { atMost, type Figure, median, peer, spread } from "./table.ts";

const DELAY_MS = 20;
const AT_ONCE = 50;
const ROUNDS = 20;
const PER_ROUND = 400;
/** Until the code is compiled for good. */
const WARM_UP = 1500;
/** Each asks once: nothing of them can be remembered. */
const NEW_USERS = 500;

const ALL = {
  bareHandler: PEERS.bareHandler,
  handWritten: PEERS.handWritten,
  parts: PEERS.parts,
  googleapisCommon: PEERS.googleapisCommon,
  create: FUNCTIONS["create-calendar-event"],
  createWithKey: CREATE_WITH_KEY,
} satisfies Record<string, Route>;
type Name = keyof typeof ALL;

async function cpuOf(server: Server, route: Route, authorizations: string[]): Promise<number> {
  const before = await server.cpuMs();
  await load(server.url, route, authorizations, PER_ROUND, AT_ONCE);
  return (await server.cpuMs() - before) / PER_ROUND;
}

/** Calls out of one request, over a hundred. */
async function callsOut(world: World, built: Built, route: Route, deno: string): Promise<number> {
  await using server = await startRoute(route, built, world.env, { deno });
  await world.counts();
  await load(server.url, route, world.authorizations, 100, AT_ONCE);
  return Object.values(await world.counts()).reduce((sum, count) => sum + count, 0) / 100;
}

export async function measureWarm(built: Built): Promise<Figure[]> {
  const deno = await platformDeno();
  await using world = await startWorld({ delayMs: DELAY_MS, users: NEW_USERS });
  const known = world.authorizations.slice(0, 1);
  const calls = [
    await callsOut(world, built, ALL.create, deno),
    await callsOut(world, built, FUNCTIONS["get-resource"], deno),
  ];
  await using running = new AsyncDisposableStack();
  const servers = {} as Record<Name, Server>;
  for (const [name, route] of Object.entries(ALL) as [Name, Route][]) {
    servers[name] = running.use(await startRoute(route, built, world.env, { deno }));
    await load(servers[name].url, route, known, WARM_UP, AT_ONCE);
  }
  const cpu = {} as Record<Name, number[]>;
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, route] of Object.entries(ALL) as [Name, Route][]) {
      (cpu[name] ??= []).push(await cpuOf(servers[name], route, known));
    }
  }
  const unknown = await cpuOf(servers.create, ALL.create, world.authorizations);
  const times = (name: Name, other: Name) =>
    cpu[name].map((one, round) => one / cpu[other][round]!);
  const compared = (label: string, name: Name, other: Name, most?: number) => {
    const values = times(name, other);
    return most === undefined
      ? peer(label, median(values), "", spread(values))
      : atMost(label, median(values), most, "", spread(values));
  };
  const beyond = cpu.create.map((one, round) => one - cpu.handWritten[round]!);
  return [
    atMost("calls out of one create", calls[0]!, 2),
    atMost("calls out of one get-resource", calls[1]!, 1),
    peer("warm: the bare handler's CPU of a request", median(cpu.bareHandler), "ms"),
    peer("warm: create's CPU of a request", median(cpu.create), "ms", spread(cpu.create)),
    peer("warm: create beyond the hand-written function", median(beyond), "ms", spread(beyond)),
    compared("warm: create, times the bare handler", "create", "bareHandler", 2.2),
    compared("warm: create, times the hand-written function", "create", "handWritten", 1.8),
    compared("warm: the packages without a check, times the bare handler", "parts", "bareHandler"),
    compared(
      "warm: the hand-written function, times the bare handler",
      "handWritten",
      "bareHandler",
    ),
    compared(
      "warm: googleapis-common's own client, times the bare handler",
      "googleapisCommon",
      "bareHandler",
    ),
    compared(
      "warm: create with an idempotency key, times the bare handler",
      "createWithKey",
      "bareHandler",
    ),
    peer(
      "warm: create by users who were not there before, times the bare handler",
      unknown / median(cpu.bareHandler),
    ),
  ];
}
