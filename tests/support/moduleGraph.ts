/**
 * Who imports whom, as Deno itself sees it.
 *
 * @module
 */

const ROOT = new URL("../../", import.meta.url);

export interface Module {
  /** Below the project's root, with slashes. */
  path: string;
  /** What it runs: paths of the project's modules, and packages as `npm:name` or `node:name`. */
  imports: string[];
  /** What it takes types from, and nothing else. */
  types: string[];
}

/** Every `.ts` and `.tsx` file below a folder of the project. */
export function sourceFiles(folder: string): string[] {
  return [...Deno.readDirSync(new URL(`${folder}/`, ROOT))].flatMap((entry) => {
    if (entry.name === "node_modules" || entry.name === "dist" || entry.name.startsWith(".")) {
      return [];
    }
    if (entry.isDirectory) return sourceFiles(`${folder}/${entry.name}`);
    return /\.tsx?$/.test(entry.name) ? [`${folder}/${entry.name}`] : [];
  }).sort();
}

/** The text of a module without its comments. */
export async function sourceText(path: string): Promise<string> {
  const text = await Deno.readTextFile(new URL(path, ROOT));
  return text.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/.*/g,
    (_, string) => string ?? "",
  );
}

function nameOf(specifier: string): string {
  if (specifier.startsWith(ROOT.href)) return specifier.slice(ROOT.href.length);
  const [, name] = /^npm:\/?((?:@[^/@]+\/)?[^/@]+)/.exec(specifier) ?? [];
  return name ? `npm:${name}` : specifier;
}

/** The modules of the project that are reached from these files, by path. */
export async function moduleGraph(files: string[]): Promise<Map<string, Module>> {
  const entry = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(
    entry,
    files.map((file) => `import "${new URL(file, ROOT).href}";`).join("\n"),
  );
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "info",
      "--json",
      "--node-modules-dir=auto",
      "--config",
      new URL("deno.json", ROOT).pathname,
      entry,
    ],
    cwd: ROOT,
  }).output();
  await Deno.remove(entry);
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as {
    modules: { specifier: string; error?: string; dependencies?: Dependency[] }[];
  };
  const own = modules.filter(({ specifier }) => specifier.startsWith(ROOT.href));
  for (const { specifier, error } of own) {
    // A style sheet is Vite's to load.
    if (error && !specifier.endsWith(".css")) throw new Error(error);
  }
  return new Map(own.map(({ specifier, dependencies = [] }) => {
    const path = nameOf(specifier);
    const imports = dependencies.flatMap(({ code }) => code?.specifier ?? []).map(nameOf);
    const types = dependencies.flatMap(({ code, type }) => code ? [] : type?.specifier ?? []);
    return [path, { path, imports, types: types.map(nameOf) }];
  }));
}

interface Dependency {
  code?: { specifier?: string };
  type?: { specifier?: string };
}

/** What is reached from a module, itself included, types too. */
export function reachedFrom(path: string, graph: Map<string, Module>): Set<string> {
  const reached = new Set<string>();
  const visit = (next: string) => {
    if (reached.has(next)) return;
    reached.add(next);
    const { imports, types } = graph.get(next) ?? { imports: [], types: [] };
    for (const dependency of [...imports, ...types]) visit(dependency);
  };
  visit(path);
  return reached;
}
