/**
 * `deno task imports`: writes each function's `deno.json`. Run it after a function imports another
 * package, or a pin in the project's `deno.json` changes.
 *
 * @module
 */
import { functionNames } from "./functionNames.ts";
import { configPath, functionConfig } from "./imports/functionImports.ts";

await Promise.all(
  functionNames().map(async (name) =>
    Deno.writeTextFile(configPath(name), await functionConfig(name))
  ),
);
