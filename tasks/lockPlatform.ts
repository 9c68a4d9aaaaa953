/**
 * Writes `deno-2.1.lock`, the lock file for the platform's Deno: `deno task lock:platform`. To be run
 * after a dependency of the functions changed.
 *
 * @module
 */
import { functionNames, FUNCTIONS } from "./functionNames.ts";
import { writeImportMap } from "../tests/platform/importMap.ts";
import { platformArgs } from "../tests/platform/platformArgs.ts";
import { unitTests } from "../tests/platform/unitTests.ts";
import { platformDeno, platformEnv } from "../local/platformDeno.ts";
import { runTask } from "./runTask.ts";

await runTask(async () => {
  const importMap = await writeImportMap();
  const entries = functionNames().map((name) => new URL(`${name}/index.ts`, FUNCTIONS).pathname);
  const { code } = await new Deno.Command(await platformDeno(), {
    args: ["cache", ...platformArgs(importMap, { frozen: false }), ...entries, ...unitTests()],
    env: platformEnv(),
  }).output();
  await Deno.remove(importMap);
  Deno.exitCode = code;
});
