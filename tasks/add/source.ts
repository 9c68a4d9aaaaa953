/**
 * What an app gets: the functions, each with its `deno.json`, the modules that they share, and the
 * migrations. Tests and the demo's seed stay here.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { functionNames } from "../functionNames.ts";

export const OWN_FOLDER: string = fileURLToPath(new URL("../../supabase", import.meta.url));

/** The folder of the functions' shared modules in this repository. */
const SHARED = "_shared";

export interface Source {
  /** By path below the app's `supabase/`. */
  files: Map<string, string>;
  /** In order. `name` is the file's name without the version. */
  migrations: { version: string; name: string; text: string }[];
}

/** The modules below a folder, without tests. */
function modulesOf(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ isDirectory, name }) => {
    if (isDirectory) return modulesOf(`${folder}/${name}`).map((below) => `${name}/${below}`);
    return name.endsWith(".ts") && !name.endsWith("_test.ts") ? [name] : [];
  }).sort();
}

/** Returns what an app gets. `shared` is the name of the folder of shared modules in the app. */
export function readSource(shared: string): Source {
  const files = new Map<string, string>();
  for (const folder of [SHARED, ...functionNames()]) {
    const from = `${OWN_FOLDER}/functions/${folder}`;
    const to = folder === SHARED ? shared : folder;
    for (const name of modulesOf(from)) {
      const text = Deno.readTextFileSync(`${from}/${name}`);
      files.set(`functions/${to}/${name}`, text.replaceAll(`"../${SHARED}/`, `"../${shared}/`));
    }
  }
  for (const name of functionNames()) {
    const path = `functions/${name}/deno.json`;
    files.set(path, Deno.readTextFileSync(`${OWN_FOLDER}/${path}`));
  }
  const migrations = [...Deno.readDirSync(`${OWN_FOLDER}/migrations`)]
    .flatMap(({ name: file }) => {
      const [, version, name] = /^(\d{14})_(.+\.sql)$/.exec(file) ?? [];
      if (!version || !name) return [];
      return [{ version, name, text: Deno.readTextFileSync(`${OWN_FOLDER}/migrations/${file}`) }];
    })
    .sort((a, b) => a.version.localeCompare(b.version));
  return { files, migrations };
}
