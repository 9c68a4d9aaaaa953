/**
 * Bundles the functions for a deployment: one minified file each, with every package in the version of
 * `deno.lock`, and a `config.toml` that names the files.
 *
 * @module
 */
import { relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parse, stringify } from "smol-toml";
import { functionNames } from "../functionNames.ts";
import { installedFunctions } from "../installed.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Where a deployment's build is, below the app's folder. */
export const BUILD_FOLDER = ".dist";

export interface Build {
  /** The app's folder, which holds `supabase/`. */
  folder: string;
  /** Where the build is written; what is there is replaced. Default: `.dist` in the app's folder. */
  to?: string;
}

/**
 * Minified, because a function must stay below what the platform bundles, and parses, at each start:
 * without it create is 2.7 times as large. Without `--keep-names`, which leaves `require` of Node's
 * modules without what replaces it: the first call of Google then fails. Source maps stay beside the
 * files and are not uploaded.
 */
const BUNDLE = ["bundle", "--quiet", "--platform=deno", "--minify", "--sourcemap=external"];

/** From the frozen lock file alone, so that the same commit gives the same bytes. */
const PINNED = ["--config=deno.json", "--node-modules-dir=auto", "--lock=deno.lock", "--frozen"];

/** Writes `<to>/supabase/`. Throws an error to show if a function cannot be bundled. */
export async function buildFunctions({ folder, to = `${folder}/${BUILD_FOLDER}` }: Build) {
  const functions = resolve(folder, "supabase/functions");
  const names = installedFunctions(folder);
  if (!functionNames(functions).length) {
    throw new Error(
      `There is no function in ${folder}/supabase/functions. Give the app's folder, or add them to it: deno task add ${folder}`,
    );
  }
  const target = resolve(to, "supabase");
  await Deno.remove(target, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...BUNDLE,
      ...PINNED,
      `--outdir=${target}/functions`,
      ...names.map((name) => `${functions}/${name}/index.ts`),
    ],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) {
    throw new Error(`The functions cannot be bundled:\n${new TextDecoder().decode(stderr)}`);
  }
  await Promise.all(names.map((name) => nameSources(`${target}/functions/${name}`)));
  await Deno.writeTextFile(`${target}/config.toml`, await configOf(folder, names));
  // In another app's repository nothing else would keep the build out of it.
  await Deno.writeTextFile(`${resolve(to)}/.gitignore`, "*\n");
}

/** Names the sources of a source map from the project's root, wherever the project and the map are. */
async function nameSources(folder: string): Promise<void> {
  const path = `${folder}/index.js.map`;
  const map = JSON.parse(await Deno.readTextFile(path));
  const base = pathToFileURL(path);
  map.sources = map.sources.map((source: string) => {
    const from = relative(ROOT, fileURLToPath(new URL(source, base)));
    return from.replaceAll("\\", "/");
  });
  await Deno.writeTextFile(path, JSON.stringify(map));
}

/** The part of `config.toml` that `supabase functions deploy` reads, with the built entry points. */
async function configOf(folder: string, names: string[]): Promise<string> {
  const { project_id = "functions", functions = {} } = parse(
    await Deno.readTextFile(`${folder}/supabase/config.toml`),
  ) as { project_id?: string; functions?: Record<string, Record<string, string>> };
  const built = names.map((name) => {
    const { import_map: _, ...settings } = functions[name] ?? {};
    return [name, { ...settings, entrypoint: `./functions/${name}/index.js` }];
  });
  return `# Written by deno task build:functions.\n\n${
    stringify({ project_id, functions: Object.fromEntries(built) })
  }\n`;
}
