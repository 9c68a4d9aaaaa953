/**
 * `deno task imports`: writes each function's `deno.json`. Run it after a function imports another
 * package, or a pin in the project's `deno.json` changes.
 *
 * @module
 */
import { OWN_FUNCTIONS } from "./doctor/configToml.ts";
import { configPath, functionConfig } from "./imports/functionImports.ts";

await Promise.all(
  OWN_FUNCTIONS.map(async (name) =>
    Deno.writeTextFile(configPath(name), await functionConfig(name))
  ),
);
