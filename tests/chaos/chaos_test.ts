/**
 * The mirror equals Google, whatever happens. `CHAOS_SEEDS=7,8 CHAOS_STEPS=1000` walks others, or again
 * what failed: the seed stands in the test's name. Processes race, so a seed repeats what is done, and not
 * to the millisecond when.
 */
import { figure } from "../support/figures.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { randomFrom } from "../../local/random.ts";
import { startGround } from "./ground.ts";
import { Report } from "./report.ts";
import { walkSeed } from "./seed.ts";

const SEEDS = (Deno.env.get("CHAOS_SEEDS") ?? "1,2,3,4,5,6,7,8,9,10").split(",").map(Number);
const STEPS = Number(Deno.env.get("CHAOS_STEPS") ?? 300);

const ground = await startGround();
const all = new Report();

for (const seed of SEEDS) {
  Deno.test(`seed ${seed}: after ${STEPS} steps with faults the mirror equals Google`, async () => {
    const report = await walkSeed(ground, { seed, steps: STEPS, random: randomFrom(seed) });
    all.add(report);
    figure(`seed ${seed}: ${report}`);
  });
}

Deno.test.afterAll(() => figure(`all ${SEEDS.length} seeds: ${all}`));
closeAtEnd(ground);
