/**
 * A random walk: people change their calendars, the app writes, time passes, and faults come and go. After
 * each step some of what must always hold is checked.
 *
 * @module
 */
import type { Random } from "../../local/random.ts";
import { FAULTS, OF_DATABASE } from "./faults.ts";
import { Readers } from "./readers.ts";
import { debug, Report } from "./report.ts";
import { assertChannels, tick } from "./rounds.ts";
import { assertTokenIsOld } from "./settled.ts";
import { clock, zone } from "./steps/clock.ts";
import { ends } from "./steps/ends.ts";
import { guests } from "./steps/guests.ts";
import { occurrence } from "./steps/occurrences.ts";
import { own } from "./steps/own.ts";
import { series } from "./steps/series.ts";
import { single } from "./steps/singles.ts";
import type { Step, Stride } from "./steps/step.ts";
import type { World } from "./world.ts";

/** Steps and their weights. A `look` is a reader who wants to see what is new. */
const STEPS: [weight: number, name: string, step: Step | undefined][] = [
  [30, "singles", single],
  [15, "series", series],
  [15, "occurrences", occurrence],
  [5, "guests", guests],
  [15, "own writes", own],
  [10, "clock", clock],
  [1, "zones", zone],
  [4, "ends", ends],
  [5, "looks", undefined],
];

/** The share of steps before which a fault begins. */
const FAULTY = 0.3;
/** A fault lasts for at most so many steps. */
const LONGEST_FAULT = 12;
/** As often as pg_cron runs, by the clock of the walk. */
const TICK_S = 20;

export interface Walk {
  report: Report;
  /** The last things that happened. */
  trace: string[];
  /** Takes so many steps, with these faults. */
  steps(count: number, faults: string[]): Promise<void>;
  /** Ends every fault. */
  calm(): Promise<void>;
}

export function startWalk(world: World, random: Random): Walk {
  const report = new Report();
  const readers = new Readers(world);
  const trace: string[] = [];
  let under: { name: string; left: number; end: () => unknown }[] = [];
  let untilTick = TICK_S;
  const databaseIsSound = () => !under.some(({ name }) => OF_DATABASE.has(name));
  const someStride = (): Stride => ({
    world,
    random,
    kept: random.pick(world.kept),
    report,
    databaseIsSound,
  });

  async function begin(faults: string[]): Promise<void> {
    const name = random.pick(faults);
    if (under.some((fault) => fault.name === name)) return;
    const end = await FAULTS[name]!(someStride());
    under.push({ name, left: 1 + Math.floor(random.next() * LONGEST_FAULT), end });
    report.count(`fault: ${name}`);
    report.count("faults");
    trace.push(`(${name})`);
  }

  async function age(): Promise<void> {
    const over = under.filter((fault) => --fault.left <= 0);
    under = under.filter((fault) => !over.includes(fault));
    for (const { name, end } of over) {
      await end();
      trace.push(`(end of ${name})`);
    }
  }

  function choose(): [string, Step | undefined] {
    let at = random.next() * STEPS.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, name, step] of STEPS) if ((at -= weight) < 0) return [name, step];
    return ["looks", undefined];
  }

  async function step(): Promise<void> {
    const [name, take] = choose();
    const stride = someStride();
    debug(`${name} in ${stride.kept.name}`);
    const done = take ? await take(stride) : await look(stride);
    if (done === undefined) return;
    report.count(name);
    report.count("steps");
    trace.push(`${stride.kept.name} ${done}`);
  }

  /** Somebody looks at the calendar in the app. */
  async function look({ kept: { member } }: Stride): Promise<string> {
    await world.sql("select public.google_calendar_refresh_mirrors($1)", [member.user.id]);
    return "looked at";
  }

  /** A few seconds pass; a run of `sync-calendars` begins when it is time. Nobody waits for it. */
  async function pass(): Promise<void> {
    const seconds = 1 + random.next() * 4;
    await world.advance(seconds);
    untilTick -= seconds;
    if (untilTick > 0) return;
    untilTick = TICK_S;
    report.count("ticks");
    tick(world);
  }

  return {
    report,
    trace,
    async steps(count, faults) {
      for (let i = 0; i < count; i++) {
        if (faults.length > 0 && random.next() < FAULTY) await begin(faults);
        await step();
        debug(trace.at(-1)!);
        await pass();
        debug("passed");
        await age();
        await readers.sample(random.pick(world.members));
        debug("sampled");
        if (await assertTokenIsOld(world, random.pick(world.kept))) report.count("tokens compared");
        await assertChannels(world);
        report.count("samples");
      }
    },
    async calm() {
      for (const { end } of under) await end();
      under = [];
    },
  };
}
