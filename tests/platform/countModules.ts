/**
 * Run as a process, with a function's entry point: prints how many modules it has loaded once it could
 * answer, and once the Google library is there too.
 *
 * @module
 */
import inspector from "node:inspector";

export interface LoadedModules {
  /** Of the functions themselves. */
  own: number;
  /** Of packages. */
  npm: number;
  /** Of packages, with the Google library. */
  npmWithGoogle: number;
}

const session = new inspector.Session();
session.connect();
const loaded = new Set<string>();
// deno-lint-ignore no-explicit-any -- the protocol's own event, as far as it is read
session.on("Debugger.scriptParsed", ({ params }: any) => loaded.add(params.url));
session.post("Debugger.enable");

const count = (pattern: RegExp) => [...loaded].filter((url) => pattern.test(url)).length;
const NPM = /\/node_modules\//;

await import(Deno.args[0]!);
const [own, npm] = [count(/\/supabase\/functions\//), count(NPM)];
const { loadGoogleLibrary } = await import(
  "../../supabase/functions/_shared/google/library.ts"
);
await loadGoogleLibrary();
console.log(JSON.stringify({ own, npm, npmWithGoogle: count(NPM) } satisfies LoadedModules));
