/**
 * `deno task build:registry`: writes `registry.json`, the list of the files that an app copies, and
 * from it `web/dist/r/google-calendar.json`, which `npx shadcn add` reads. Run it after `deno task
 * build`, which empties `web/dist`.
 *
 * @module
 */
import { registry } from "./buildRegistry/registry.ts";
import { runTask } from "./runTask.ts";

const SHADCN = "shadcn@4.23.0";

await runTask(async () => {
  const root = new URL("../", import.meta.url).pathname;
  const output = Deno.args[0] ?? `${root}web/dist/r`;
  await Deno.mkdir(output, { recursive: true });
  const list = `${JSON.stringify(registry(), null, 2)}\n`;
  const path = `${root}registry.json`;
  if (await Deno.readTextFile(path).catch(() => null) !== list) {
    await Deno.writeTextFile(path, list);
  }
  const { code } = await new Deno.Command("npx", {
    args: ["--yes", SHADCN, "build", "registry.json", "--output", output],
    cwd: root,
  }).output();
  if (code !== 0) {
    throw new Error(
      `The shadcn CLI ended with ${code}. Run npx ${SHADCN} build registry.json to see why.`,
    );
  }
  console.log(`Written: ${output}/google-calendar.json`);
});
