/**
 * What `deno task start` installs: `web/start.json`, the packages that the local stack, the web app and
 * the functions import, and `web/start.lock`, the part of `deno.lock` that these need. The packages of
 * tests and benchmarks are several times as many. Both files are in `web/`, because Deno installs beside
 * its configuration, and Vite looks for packages there.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { functionNames } from "../functionNames.ts";

const ROOT = new URL("../../", import.meta.url);

/** Where the two files are. */
export const START_CONFIG = fileURLToPath(new URL("web/start.json", ROOT));
export const START_LOCK = fileURLToPath(new URL("web/start.lock", ROOT));

/** What runs in the processes that `deno task start` starts, and in the browser. */
const MODULES = [
  "local/start.ts",
  "local/web/serve.ts",
  "web/vite.config.ts",
  "web/src/main.tsx",
  ...functionNames().map((name) => `supabase/functions/${name}/index.ts`),
];

/** Imported for their types alone, or by a name that is computed. */
const NOT_FOUND_BY_IMPORTS = ["react", "react-dom"];

interface Info {
  modules: {
    specifier: string;
    error?: string;
    dependencies?: { specifier: string; code?: unknown }[];
  }[];
}

interface LockedPackage {
  integrity?: string;
  dependencies?: string[];
  optionalDependencies?: string[];
}

interface Lock {
  version: string;
  specifiers: Record<string, string>;
  npm: Record<string, LockedPackage>;
  workspace: { dependencies: string[] };
}

const readJson = async (name: string) => JSON.parse(await Deno.readTextFile(new URL(name, ROOT)));

/** The names of the packages that these modules run. */
async function packagesRun(): Promise<Set<string>> {
  const entries = MODULES.map((path) => `import ${JSON.stringify(new URL(path, ROOT).href)};`);
  const entry = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(entry, entries.join("\n"));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--node-modules-dir=auto", "--config", "deno.json", entry],
    cwd: ROOT,
  }).output();
  await Deno.remove(entry);
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  const { modules }: Info = JSON.parse(new TextDecoder().decode(stdout));
  const own = modules.filter(({ specifier }) =>
    specifier.startsWith(ROOT.href) && !specifier.includes("/node_modules/")
  );
  const specifiers = own.flatMap(({ dependencies = [] }) =>
    dependencies.filter(({ code }) => code !== undefined).map(({ specifier }) => specifier)
  );
  return new Set([
    ...NOT_FOUND_BY_IMPORTS,
    ...specifiers.filter((one) => !/^[./]|^\w+:/.test(one))
      .map((one) => /^(@[^/]+\/)?[^/]+/.exec(one)![0]),
  ]);
}

/** The text of `web/start.json`. */
export async function startConfig(): Promise<string> {
  const { imports: pinned, compilerOptions } = await readJson("deno.json");
  const imports = Object.fromEntries(
    [...await packagesRun()].sort().map((name) => {
      if (!pinned[name]) throw new Error(`deno.json does not pin ${name}`);
      return [name, pinned[name]];
    }),
  );
  const { jsx, jsxImportSource } = compilerOptions;
  return `${
    JSON.stringify(
      {
        nodeModulesDir: "auto",
        lock: { path: "./start.lock", frozen: true },
        imports,
        compilerOptions: { jsx, jsxImportSource },
      },
      null,
      2,
    )
  }\n`;
}

/** The text of `web/start.lock`, for the imports of a `web/start.json`. */
export async function startLock(config: string): Promise<string> {
  const { version, specifiers, npm }: Lock = await readJson("deno.lock");
  const wanted: string[] = Object.values(JSON.parse(config).imports as Record<string, string>);
  /** A dependency is named by its key, or by its name alone if there is one version of it. */
  const keyOf = (dependency: string) =>
    dependency in npm
      ? dependency
      : Object.keys(npm).find((key) => key.startsWith(`${dependency}@`))!;
  const needed = new Set<string>();
  const add = (key: string) => {
    if (needed.has(key)) return;
    needed.add(key);
    const { dependencies = [], optionalDependencies = [] } = npm[key]!;
    [...dependencies, ...optionalDependencies].map(keyOf).forEach(add);
  };
  for (const one of wanted) {
    const name = one.slice("npm:".length, one.lastIndexOf("@"));
    add(`${name}@${specifiers[one]}`);
  }
  const keep = <T>(all: Record<string, T>, isKept: (key: string) => boolean) =>
    Object.fromEntries(Object.entries(all).filter(([key]) => isKept(key)));
  return `${
    JSON.stringify(
      {
        version,
        specifiers: keep(specifiers, (key) => wanted.includes(key)),
        npm: keep(npm, (key) => needed.has(key)),
        workspace: { dependencies: wanted.toSorted() },
      },
      null,
      2,
    )
  }\n`;
}
