/**
 * The first sync of a large calendar, as deployed, in a process of its own on Deno 2.1.14: its time beside
 * raw paging, and the processor time and memory of each run. Raw paging asks for the same pages one after
 * the other, parses them and does nothing else.
 *
 * @module
 */
import { platformDeno } from "../local/platformDeno.ts";
import type { Built } from "./built.ts";
import { type MirrorWorld, startMirrorWorld } from "./mirrorWorld.ts";
import { type Server, startRoute } from "./processes.ts";
import { ask, type Route } from "./requests.ts";
import { atMost, type Figure, median, peer, spread } from "./table.ts";

const RAW = "peers/rawPages.ts";
const SYNC: Route = {
  module: "sync-calendars",
  method: "POST",
  path: "/sync-calendars",
  secret: true,
  status: 200,
};
const ROUNDS = 3;
/** The pause after which what a run leaves behind is collected, and counted to it. */
const REST_MS = 100;
/** More runs than any calendar here needs. */
const MAX_RUNS = 30;

interface Cost {
  /** Elapsed time and processor time of all threads, in milliseconds. */
  ms: number;
  cpuMs: number;
  /** The most resident memory beyond what there was at rest, in MiB. */
  peakMiB: number;
}

interface Run extends Cost {
  /** The addresses of the pages that the run has read. */
  pages: string[];
}

async function costOf(
  server: Server,
  idleMiB: number,
  ask: () => Promise<number>,
): Promise<Cost> {
  await server.resetPeak();
  const before = await server.cpuMs();
  const ms = await ask();
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  const { peak } = await server.residentMiB();
  return { ms, cpuMs: await server.cpuMs() - before, peakMiB: peak - idleMiB };
}

/** Runs until the calendar is live, and has every row. */
async function syncAll(
  world: MirrorWorld,
  server: Server,
  events: number,
  delayMs: number,
): Promise<Run[]> {
  const calendar = await world.mirror(events, delayMs);
  const idle = (await server.residentMiB()).now;
  await world.asked();
  const runs: Run[] = [];
  while (runs.length < MAX_RUNS) {
    const cost = await costOf(server, idle, () => ask(server.url, SYNC, "", world.secretKey));
    runs.push({ ...cost, pages: await world.asked() });
    const { status, rows } = await world.read(calendar);
    if (status !== "live") continue;
    if (rows !== events) throw new Error(`The mirror has ${rows} rows of ${events} events`);
    return runs;
  }
  throw new Error(`The calendar of ${events} events is not live after ${MAX_RUNS} runs`);
}

const rawRoute = (body: string[]): Route => ({
  module: RAW,
  method: "POST",
  path: "/",
  body,
  status: 200,
});

async function measureTime(world: MirrorWorld, sync: Server, raw: Server): Promise<Figure[]> {
  const times: number[] = [];
  const floors: number[] = [];
  let [runs, pages] = [0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const made = await syncAll(world, sync, 10_000, 300);
    times.push(made.reduce((sum, { ms }) => sum + ms, 0));
    const all = made.flatMap((run) => run.pages);
    floors.push(await ask(raw.url, rawRoute(all), ""));
    [runs, pages] = [made.length, all.length];
  }
  const ratios = times.map((time, round) => time / floors[round]!);
  return [
    peer(`raw paging: ${pages} pages, 300 ms each`, median(floors), "ms", spread(floors)),
    peer(`first sync of 10,000 events, in ${runs} runs`, median(times), "ms", spread(times)),
    atMost("first sync / raw paging of the same pages", median(ratios), 1.25, "", spread(ratios)),
  ];
}

async function measureRuns(world: MirrorWorld, sync: Server, raw: Server): Promise<Figure[]> {
  const runs = await syncAll(world, sync, 50_000, 0);
  const idle = (await raw.residentMiB()).now;
  const floors: Cost[] = [];
  for (const { pages } of runs) {
    floors.push(await costOf(raw, idle, () => ask(raw.url, rawRoute(pages), "")));
  }
  await world.asked();
  const most = (costs: Cost[], key: "cpuMs" | "peakMiB") =>
    Math.max(...costs.map((cost) => cost[key]));
  const all = (costs: Cost[]) => spread(costs.map(({ cpuMs }) => cpuMs / 1000));
  const count = runs.length;
  return [
    peer(
      "raw paging of 50,000 events: the longest run's processor time",
      most(floors, "cpuMs") / 1000,
      "s",
      all(floors),
    ),
    atMost(
      `first sync of 50,000 events in ${count} runs: the longest run's processor time`,
      most(runs, "cpuMs") / 1000,
      1,
      "s",
      all(runs),
    ),
    peer("raw paging: peak memory above idle", most(floors, "peakMiB"), "MiB"),
    atMost("first sync: peak memory above idle", most(runs, "peakMiB"), 60, "MiB"),
  ];
}

export async function measureMirrorSync(built: Built): Promise<Figure[]> {
  const deno = await platformDeno();
  await using world = await startMirrorWorld();
  const figures: Figure[] = [];
  for (const measure of [measureTime, measureRuns]) {
    // New ones each time: a heap that has grown once would count as idle.
    await using sync = await startRoute(SYNC, built, world.env, { deno });
    await using raw = await startRoute(rawRoute([]), built, world.env, { deno });
    // Loads every module.
    await syncAll(world, sync, 100, 0);
    await world.asked();
    await ask(raw.url, rawRoute([]), "");
    figures.push(...await measure(world, sync, raw));
  }
  return figures;
}
