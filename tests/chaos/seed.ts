/**
 * One seed of the chaos test: a world of its own, three stretches of a walk with a quiet after each, and
 * what must hold then.
 *
 * @module
 */
import { SERVER } from "../support/serverCopy.ts";
import type { Random } from "../support/random.ts";
import { readMirror } from "./compare.ts";
import { assertMirrorsEqual } from "./equal.ts";
import { FAULTS } from "./faults.ts";
import type { Ground } from "./ground.ts";
import { countMirror } from "./countMirror.ts";
import { debug, type Report } from "./report.ts";
import { quiesce, settle } from "./rounds.ts";
import { assertNoSecretIsLogged } from "./secrets.ts";
import { restore } from "./steps/ends.ts";
import { assertPushesSuffice, assertRebuildIsQuiet } from "./calmly.ts";
import { startWalk } from "./walk.ts";
import { startWorld } from "./world.ts";

interface Seed {
  seed: number;
  steps: number;
  random: Random;
  /** Takes the embedded database, where the suite has a PostgreSQL server. */
  embedded: boolean;
}

/** Walks the seed, and returns what it did. The error of a failure says how to repeat it. */
export async function walkSeed(
  ground: Ground,
  { seed, steps, random, embedded }: Seed,
): Promise<Report> {
  const world = await startWorld(ground, { embedded: embedded || !Deno.env.has(SERVER) });
  const walk = startWalk(world, random);
  const kinds = Object.keys(FAULTS);
  // One kind alone, all kinds mixed, another kind alone.
  const alone = (i: number) => [kinds[(2 * seed + i) % kinds.length]!];
  try {
    for (const faults of [alone(0), kinds, alone(1)]) {
      walk.trace.push(`== ${faults.length === 1 ? faults[0] : "all faults"}`);
      await walk.steps(Math.ceil(steps / 3), faults);
      await walk.calm();
      await settle(world);
      await restore(world);
      await quiesce(world);
      await assertMirrorsEqual(world);
      await world.written.check(world.sql);
    }
    await assertPushesSuffice(world, random, walk.report);
    await assertRebuildIsQuiet(world);
    await assertNoSecretIsLogged(world);
    await countMirror(world, walk.report);
    return walk.report;
  } catch (error) {
    debug(`${error instanceof Error ? error.stack : error}`);
    for (const kept of world.kept) {
      const mirrored = await readMirror(world, kept);
      debug(
        `${kept.name}: ${
          JSON.stringify({
            ...mirrored,
            rows: mirrored?.rows.length,
            series: mirrored?.series.length,
          })
        }`,
      );
    }
    const last = walk.trace.slice(-40).join("\n");
    throw new Error(
      `CHAOS_SEEDS=${seed} CHAOS_STEPS=${steps} fails after ${walk.trace.length} events, at last:\n${last}`,
      { cause: error },
    );
  } finally {
    await world.close();
  }
}
