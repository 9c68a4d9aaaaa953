/**
 * The project's imports as an import map in a temporary file, for a Deno that is not to read
 * `deno.json`: its lock file then holds what the functions import and nothing else.
 *
 * @module
 */
import { functionNames, FUNCTIONS, ROOT } from "../../tasks/functionNames.ts";

type Imports = Record<string, string>;

/** Writes the map of `deno.json`, with what is given added. Addresses are absolute. */
export async function writeImportMap(more: Imports = {}): Promise<string> {
  const imports: Imports = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT))).imports;
  for (const [name, target] of Object.entries(imports)) {
    if (target.startsWith(".")) imports[name] = new URL(target, ROOT).href;
    // In deno.json a package's name stands for what is below it, too; in an import map it does not.
    if (target.startsWith("npm:")) imports[`${name}/`] = `${target.replace("npm:", "npm:/")}/`;
  }
  const path = await Deno.makeTempFile({ prefix: "import-map-", suffix: ".json" });
  await Deno.writeTextFile(path, JSON.stringify({ imports: { ...imports, ...more } }));
  return path;
}

/** Puts in place of each function one that runs on the platform's Deno. */
export function remoteFunctions(): Imports {
  return Object.fromEntries(
    functionNames().map((name) => {
      const remote = new URL("remoteFunction.ts", import.meta.url);
      remote.searchParams.set("name", name);
      return [new URL(`${name}/index.ts`, FUNCTIONS).href, remote.href];
    }),
  );
}
