/**
 * Which tests lie beside the functions' code.
 *
 * @module
 */
import { FUNCTIONS } from "../../tasks/functionNames.ts";

/** The paths of every `*_test.ts` below `supabase/functions`. */
export function unitTests(folder: URL = FUNCTIONS): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    if (isDirectory) return unitTests(new URL(`${name}/`, folder));
    return name.endsWith("_test.ts") ? [new URL(name, folder).pathname] : [];
  }).sort();
}
