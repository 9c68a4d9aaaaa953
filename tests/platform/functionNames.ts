/**
 * Which functions there are: the folders beside `_shared`.
 *
 * @module
 */
export const ROOT = new URL("../../", import.meta.url);
export const FUNCTIONS = new URL("supabase/functions/", ROOT);

/** Their names, in order. */
export function functionNames(): string[] {
  return [...Deno.readDirSync(FUNCTIONS)]
    .filter(({ isDirectory, name }) => isDirectory && !name.startsWith("_"))
    .map(({ name }) => name)
    .sort();
}
