/**
 * Plants a mutant in a running world's database, and puts it right again.
 *
 * @module
 */
import type { Sql } from "../../local/project/database.ts";
import type { Mutant } from "./mutants.ts";

/** Replaces text that must stand exactly once. */
export function replaceOnce(text: string, search: string, replace: string, where: string): string {
  const found = text.split(search).length - 1;
  if (found !== 1) throw new Error(`${where} has this ${found} times, not once:\n${search}`);
  return text.replace(search, () => replace);
}

/** Spoils the functions. Returns what puts them right. */
export async function spoil(
  sql: Sql,
  { sql: patches = [], statements }: Mutant,
): Promise<() => Promise<void>> {
  const originals = new Map<string, string>();
  const now = new Map<string, string>();
  for (const { in: name, search, replace } of patches) {
    if (!now.has(name)) {
      const [row] = await sql<{ text: string }>(
        `select pg_get_functiondef(oid) as text from pg_proc where proname = $1
           and pronamespace in ('public'::regnamespace, 'google_calendar'::regnamespace)`,
        [name],
      );
      if (!row) throw new Error(`There is no function ${name}`);
      originals.set(name, row.text);
      now.set(name, row.text);
    }
    now.set(name, replaceOnce(now.get(name)!, search, replace, name));
  }
  for (const text of now.values()) await sql(text);
  if (statements) await sql(statements[0]);
  return async () => {
    for (const text of originals.values()) await sql(text);
    if (statements) await sql(statements[1]);
  };
}
