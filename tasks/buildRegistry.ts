/**
 * `deno task build:registry`: writes `registry.json`, the list of the files that an app copies, and
 * from it `web/dist/r/google-calendar.json`, which `npx shadcn add` reads. Run it after `deno task
 * build`, which empties `web/dist`.
 *
 * @module
 */
import { registry } from "./buildRegistry/registry.ts";

const SHADCN = "shadcn@4.23.0";

const root = new URL("../", import.meta.url).pathname;
const list = `${JSON.stringify(registry(), null, 2)}\n`;
const path = `${root}registry.json`;
if (await Deno.readTextFile(path).catch(() => null) !== list) await Deno.writeTextFile(path, list);
const { code } = await new Deno.Command("npx", {
  args: ["--yes", SHADCN, "build", "registry.json", "--output", Deno.args[0] ?? "web/dist/r"],
  cwd: root,
}).output();
if (code !== 0) {
  console.error(
    `The shadcn CLI ended with ${code}. Run npx ${SHADCN} build registry.json to see why.`,
  );
  Deno.exit(1);
}
console.log(`Written: ${Deno.args[0] ?? "web/dist/r"}/google-calendar.json`);
