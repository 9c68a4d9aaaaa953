/**
 * Code as the platform loads it. What is built stands in a `node_modules` folder, because Deno parses
 * every other local file before it runs it, which the platform does once, at deployment.
 *
 * @module
 */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildFunctions } from "../tasks/build/functions.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

export interface Built extends AsyncDisposable {
  /** The module of a built function, or of a peer that was bundled like one. */
  moduleOf(name: string): string;
  /** Its size in bytes. */
  sizeOf(name: string): Promise<number>;
}

/** Bundles these modules of `bench/` as the functions are bundled. */
async function bundlePeers(modules: string[], to: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["bundle", "--quiet", "--platform=deno", "--minify"],
      ...["--config=deno.json", "--node-modules-dir=auto", "--lock=deno.lock", "--frozen"],
      `--outdir=${to}`,
      ...modules.map((module) => resolve(ROOT, "bench", module)),
    ],
    cwd: ROOT,
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

/** Builds the functions, and the peers that are measured as a bundle. */
export async function build(peers: string[]): Promise<Built> {
  const folder = await Deno.makeTempDir({ prefix: "bench-" });
  const packages = `${folder}/node_modules`;
  await buildFunctions({ folder: ROOT, to: folder });
  await Deno.rename(`${folder}/supabase/functions`, packages);
  await bundlePeers(peers, `${packages}/peers`);
  for await (const { name } of Deno.readDir(packages)) {
    const manifest = { name, version: "1.0.0", type: "module", main: "index.js" };
    await Deno.writeTextFile(`${packages}/${name}/package.json`, JSON.stringify(manifest));
  }
  const moduleOf = (name: string) =>
    `${packages}/${/\.ts$/.test(name) ? name.replace(/\.ts$/, ".js") : `${name}/index.js`}`;
  return {
    moduleOf,
    sizeOf: async (name) => (await Deno.stat(moduleOf(name))).size,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}
