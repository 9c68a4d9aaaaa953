/**
 * Which npm packages a function runs, and theirs: what has to be fetched before it can start.
 *
 * @module
 */

interface Info {
  modules: {
    specifier: string;
    /** Of a package's module. */
    npmPackage?: string;
    dependencies?: { code?: { specifier: string } }[];
  }[];
  redirects: Record<string, string>;
  npmPackages: Record<string, { name: string; version: string; dependencies: string[] }>;
}

/** `name@version`, in order, as the lock file has them. Packages that give types alone do not count. */
export async function npmDependencies(entry: URL): Promise<string[]> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--node-modules-dir=auto", "--config=deno.json", entry.href],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  const { modules, redirects, npmPackages }: Info = JSON.parse(new TextDecoder().decode(stdout));
  const bySpecifier = new Map(modules.map((module) => [module.specifier, module]));

  const packages = new Set<string>();
  const addPackage = (id: string) => {
    if (packages.has(id)) return;
    packages.add(id);
    npmPackages[id]!.dependencies.forEach(addPackage);
  };
  const seen = new Set<string>();
  const visit = (specifier: string) => {
    if (seen.has(specifier)) return;
    seen.add(specifier);
    const module = bySpecifier.get(redirects[specifier] ?? specifier);
    if (module?.npmPackage) addPackage(module.npmPackage);
    for (const { code } of module?.dependencies ?? []) if (code) visit(code.specifier);
  };
  visit(entry.href);
  return [
    ...new Set(
      [...packages].map((id) => npmPackages[id]!).map(({ name, version }) => `${name}@${version}`),
    ),
  ].sort();
}
