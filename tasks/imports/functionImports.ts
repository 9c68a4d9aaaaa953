/**
 * The import map of one function: the packages that its modules import, pinned as in the project's
 * `deno.json`.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../", import.meta.url);

interface Info {
  modules: { specifier: string; error?: string; dependencies?: { specifier: string }[] }[];
}

/** Where a function's `deno.json` is. */
export function configPath(name: string): string {
  return fileURLToPath(new URL(`supabase/functions/${name}/deno.json`, ROOT));
}

/** Every specifier that the function's own modules import, except relative ones. */
async function packagesImported(name: string): Promise<Set<string>> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["info", "--json", "--node-modules-dir=auto", "--config", "deno.json"],
      `supabase/functions/${name}/index.ts`,
    ],
    cwd: ROOT,
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  const { modules }: Info = JSON.parse(new TextDecoder().decode(stdout));
  const own = modules.filter(({ specifier }) => specifier.startsWith(ROOT.href));
  const broken = own.find(({ error }) => error);
  if (broken) throw new Error(broken.error);
  const specifiers = own
    .filter(({ specifier }) => !specifier.includes("/node_modules/"))
    .flatMap(({ dependencies = [] }) => dependencies.map(({ specifier }) => specifier));
  return new Set(specifiers.filter((specifier) => !/^[./]|^\w+:/.test(specifier)));
}

/**
 * Returns the text of a function's `deno.json`. Paths below a package have an entry of their own, so
 * that the file also works as a plain import map. Throws if `deno.json` does not pin a package.
 */
export async function functionConfig(name: string): Promise<string> {
  const { imports: pinned } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  const entries = [...await packagesImported(name)].map((specifier) => {
    const [packageName] = /^(@[^/]+\/)?[^/]+/.exec(specifier)!;
    const target = pinned[packageName];
    if (!target) throw new Error(`deno.json does not pin ${packageName}, which ${name} imports`);
    return specifier === packageName
      ? [packageName, target]
      : [`${packageName}/`, `${target.replace("npm:", "npm:/")}/`];
  });
  const imports = Object.fromEntries(entries.sort(([a], [b]) => a < b ? -1 : 1));
  return `${JSON.stringify({ imports }, null, 2)}\n`;
}
