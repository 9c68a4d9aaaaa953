/**
 * `deno task bench`: what the functions add to the calls that they must make. Every figure is taken
 * side by side with its peers in this run, and printed with its budget.
 *
 * @module
 */
import { measureCold } from "./cold.ts";
import { measurePressure } from "./pressure.ts";
import { type Figure, print } from "./table.ts";
import { measureWarm } from "./warm.ts";

const PARTS: Record<string, () => Promise<Figure[]>> = {
  cold: measureCold,
  warm: measureWarm,
  pressure: measurePressure,
};

const wanted = Deno.args.length > 0 ? Deno.args : Object.keys(PARTS);
const figures: Figure[] = [];
for (const part of wanted) {
  if (!PARTS[part]) throw new Error(`There is no part ${part}: ${Object.keys(PARTS).join(", ")}`);
  figures.push(...await PARTS[part]());
}
print(figures);
if (figures.some(({ holds }) => holds === false)) Deno.exitCode = 1;
