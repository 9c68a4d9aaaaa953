/**
 * `deno task imports`: writes each function's `deno.json`, and the packages that `deno task start`
 * installs. Run it after a function imports another
 * package, or a pin in the project's `deno.json` changes.
 *
 * @module
 */
import { functionNames } from "./functionNames.ts";
import { configPath, functionConfig } from "./imports/functionImports.ts";
import { START_CONFIG, START_LOCK, startConfig, startLock } from "./imports/startImports.ts";
import { runTask } from "./runTask.ts";

await runTask(async () => {
  await Promise.all(
    functionNames().map(async (name) =>
      Deno.writeTextFile(configPath(name), await functionConfig(name))
    ),
  );

  const config = await startConfig();
  await Deno.writeTextFile(START_CONFIG, config);
  await Deno.writeTextFile(START_LOCK, await startLock(config));
});
