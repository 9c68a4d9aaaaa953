/**
 * The functions as they are deployed: built once for a run of tests.
 *
 * @module
 */
import { buildFunctions } from "../../tasks/build/functions.ts";

/** The variable that names a folder where another process of this run has built them. */
export const BUILT_FOLDER = "BUILT_FUNCTIONS_FOLDER";

let built: Promise<string> | undefined;

/** Builds them into a temporary folder. The caller removes it. */
export async function buildForTests(): Promise<string> {
  const to = await Deno.makeTempDir({ prefix: "built-" });
  await buildFunctions({ folder: ".", to });
  return to;
}

/** The folder that holds the built `supabase/`. */
export function builtFolder(): Promise<string> {
  return built ??= (async () => {
    const given = Deno.env.get(BUILT_FOLDER);
    if (given) return given;
    const own = await buildForTests();
    globalThis.addEventListener("unload", () => Deno.removeSync(own, { recursive: true }));
    return own;
  })();
}
