/**
 * Which Edge Functions a project has: the folders below `supabase/functions` with an `index.ts`.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

/** This project. */
export const ROOT = new URL("../", import.meta.url);
/** This project's functions. */
export const FUNCTIONS = new URL("supabase/functions/", ROOT);

/** Whether the folder `functions` has a function of this name. The platform takes no other names. */
export function isFunction(functions: string, name: string): boolean {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name)) return false;
  try {
    return Deno.statSync(`${functions}/${name}/index.ts`).isFile;
  } catch {
    return false;
  }
}

/** The names of the functions in a folder, in order; none if there is no such folder. */
export function functionNames(functions: string = fileURLToPath(FUNCTIONS)): string[] {
  try {
    return [...Deno.readDirSync(functions)]
      .map(({ name }) => name)
      .filter((name) => isFunction(functions, name))
      .sort();
  } catch {
    return [];
  }
}
