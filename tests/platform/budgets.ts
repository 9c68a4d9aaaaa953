/**
 * What each function may cost before it answers, in counts that are the same on every machine:
 * `budgets.json`. A change that needs more says so there.
 *
 * @module
 */

export interface Budget {
  /** What the Supabase CLI uploads by hand, `deno.json` included. */
  bytes: number;
  /** What `deno task deploy` uploads: one built file. */
  built: number;
  /** Modules loaded at the start: the functions' own, and those of packages. */
  own: number;
  npm: number;
  /** Modules of packages once Google is called; left out where it never is. */
  npmWithGoogle?: number;
  /** Which of the groups of packages it may need. */
  groups: string[];
}

interface Budgets {
  functions: Record<string, Budget>;
  /** `name@version`. */
  groups: Record<string, string[]>;
}

const { functions, groups }: Budgets = JSON.parse(
  await Deno.readTextFile(new URL("budgets.json", import.meta.url)),
);

export const budgets = functions;

/** The packages that a function needs, and theirs: `name@version`, in order. */
export function packagesOf({ groups: names }: Budget): string[] {
  return names.flatMap((name) => groups[name]!).sort();
}
