/**
 * The mirror equals Google, whatever happens. `CHAOS_SEEDS=7,8 CHAOS_STEPS=1000` walks others, or again
 * what failed: the seed stands in the test's name. Processes race, so a seed repeats what is done, and not
 * to the millisecond when.
 */
import { figure } from "../support/figures.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { randomFrom } from "../../local/random.ts";
import { SHORT_PAGE, startGround } from "./ground.ts";
import { Report } from "./report.ts";
import { walkSeed } from "./seed.ts";

const SEEDS = (Deno.env.get("CHAOS_SEEDS") ?? "1,2,3,4,5,6,7,8,9,10").split(",").map(Number);
/** `deno task test:long` takes 300. */
const STEPS = Number(Deno.env.get("CHAOS_STEPS") ?? 100);
/** One seed more is walked on the embedded database, where calls wait for each other. */
const EMBEDDED = Number(Deno.env.get("CHAOS_EMBEDDED") ?? 1);

const ground = await startGround({ page: SHORT_PAGE });
const all = new Report();

function test(name: string, seed: number, embedded: boolean): void {
  Deno.test(`${name}: after ${STEPS} steps with faults the mirror equals Google`, async () => {
    const walked = { seed, steps: STEPS, random: randomFrom(seed), embedded };
    const report = await walkSeed(ground, walked);
    all.add(report);
    figure(`${name}: ${report}`);
  });
}

for (const seed of SEEDS) test(`seed ${seed}`, seed, false);
if (EMBEDDED > 0) test(`seed ${EMBEDDED} on the embedded database`, EMBEDDED, true);

Deno.test.afterAll(() => figure(`all ${SEEDS.length} seeds: ${all}`));
closeAtEnd(ground);
