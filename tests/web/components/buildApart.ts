/**
 * Builds with Vite in a process of its own: Vite sets `NODE_ENV`, and the test files of a run share their
 * process's environment.
 *
 * @module
 */
import { assert } from "@std/assert";
import { build } from "vite";

interface BuildOptions {
  /** The folder of an `index.html`, where there is one. */
  root?: string;
  ssr?: { noExternal: true };
  build: {
    ssr?: string;
    lib?: { entry: string; formats: ["iife"]; name: string; fileName: string };
    minify?: false;
    target?: string;
    rollupOptions?: { output: { entryFileNames: string } };
  };
}

/** Returns the folder with the built files. The caller removes it. */
export async function buildApart(options: BuildOptions): Promise<string> {
  const outDir = await Deno.makeTempDir({ prefix: "built-" });
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "--no-check", "--node-modules-dir=auto", new URL(import.meta.url).pathname],
      JSON.stringify({ ...options, build: { ...options.build, outDir, emptyOutDir: true } }),
    ],
    cwd: new URL("../../../", import.meta.url).pathname,
  }).output();
  assert(success, new TextDecoder().decode(stderr));
  return outDir;
}

if (import.meta.main) {
  await build({
    ...JSON.parse(Deno.args[0]!),
    configFile: false,
    logLevel: "silent",
    // `deno task start` installs another React beside the web app.
    resolve: { dedupe: ["react", "react-dom"] },
  });
}
