/**
 * `deno task bench`: what the functions cost as they are deployed. Every figure is taken side by side
 * with its peers in this run, and printed with its budget.
 *
 * @module
 */
import { runTask } from "../tasks/runTask.ts";
import { UsageError } from "../tasks/sentences.ts";
import { build, type Built } from "./built.ts";
import { measureCold } from "./cold.ts";
import { measureInstructions } from "./instructions.ts";
import { measureMirrorPushes } from "./mirrorPushes.ts";
import { measureMirrorRows } from "./mirrorRows.ts";
import { measureMirrorSync } from "./mirrorSync.ts";
import { measurePressure } from "./pressure.ts";
import { BUNDLED_PEERS } from "./requests.ts";
import { type Figure, print } from "./table.ts";
import { measureWarm } from "./warm.ts";

const PARTS: Record<string, (built: Built) => Promise<Figure[]>> = {
  cold: measureCold,
  warm: measureWarm,
  pressure: measurePressure,
};
/** Only if they are asked for: they take minutes, or valgrind, or a database of a million rows. */
const MORE: typeof PARTS = {
  ...PARTS,
  instructions: measureInstructions,
  mirror: async (built) => [
    ...await measureMirrorPushes(),
    ...await measureMirrorRows(),
    ...await measureMirrorSync(built),
  ],
};

async function main(): Promise<void> {
  const wanted = Deno.args.length > 0 ? Deno.args : Object.keys(PARTS);
  const unknown = wanted.find((part) => !MORE[part]);
  if (unknown) {
    throw new UsageError(`There is no part ${unknown}. Choose of: ${Object.keys(MORE).join(", ")}`);
  }
  const figures: Figure[] = [];
  await using built = await build(BUNDLED_PEERS);
  for (const part of wanted) figures.push(...await MORE[part]!(built));
  print(figures);
  if (figures.some(({ holds }) => holds === false)) Deno.exitCode = 1;
}

await runTask(main);
