/**
 * Finds what in an app depends on what was added to it.
 *
 * @module
 */
import { dirname, relative, resolve } from "node:path";
import { type App, namesIn } from "./app.ts";
import { HOME } from "./record.ts";

const SOURCE = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;
/** Hold nothing that the app's own people wrote. */
const SKIPPED = /^(?:node_modules|dist|build|out|coverage|\..*)$/;

/** The app's source files below a folder. */
function* sourcesIn(root: string, folder: string): Generator<string> {
  for (const name of namesIn(`${root}/${folder}`)) {
    if (SKIPPED.test(name)) continue;
    const path = folder ? `${folder}/${name}` : name;
    if (Deno.lstatSync(`${root}/${path}`).isDirectory) yield* sourcesIn(root, path);
    else if (SOURCE.test(name)) yield path;
  }
}

/** The files outside of `folder` that import something below it. `own` are files that do not count. */
function importersOf(
  app: App,
  folder: string,
  { own, within = "" }: { own: Set<string>; within?: string },
): string[] {
  const name = folder.split("/").at(-1)!;
  return [...sourcesIn(app.root, within)].filter((path) => {
    if (own.has(path) || path.startsWith(`${folder}/`)) return false;
    const text = app.read(path) ?? "";
    if (!text.includes(name)) return false;
    return [...text.matchAll(/(?:\bfrom|\bimport|\brequire)\s*\(?\s*["']([^"']+)["']/g)]
      .some(([, specifier = ""]) => {
        if (!specifier.startsWith(".")) {
          // An alias such as @/google-calendar, whose root is not known here.
          return /^[@~#]\w*\//.test(specifier) && specifier.split("/").includes(name);
        }
        const target = relative(resolve("/", folder), resolve("/", dirname(path), specifier));
        return !target.startsWith("..");
      });
  });
}

/** The app's own functions that use the shared modules. */
export function functionsThatImport(app: App): string[] {
  const own = new Set(Object.keys(app.record!.files));
  return importersOf(app, HOME, { own, within: "supabase/functions" });
}

/** The app's own files that use the copied client. */
export function pagesThatImport(app: App, client: string): string[] {
  return importersOf(app, client, { own: new Set(Object.keys(app.record!.files)) });
}

/** What SQL functions of the app's own name in their text, which the database does not follow. */
const MENTIONS = `select p.oid::regprocedure::text as name
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname not in ('google_calendar', 'pg_catalog', 'information_schema')
    and not (n.nspname = 'public' and p.proname ~ '^google_(calendar_|busy$)')
    and p.prosrc ~ '\\m(google_calendar|google_calendar_\\w+|google_(connections|calendars|events|series|busy))\\M'
  order by 1`;

/**
 * What of a database depends on what `migration` drops: PostgreSQL tries it, and it is rolled back.
 * `url` as for `psql`; it may hold a password, and is never printed.
 */
export async function databaseDependents(url: string, migration: string): Promise<string[]> {
  const { default: postgres } = await import("postgres");
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {}, prepare: false });
  class Undo extends Error {}
  try {
    const mentions = await sql.unsafe(MENTIONS) as unknown as { name: string }[];
    const found = mentions.map(({ name }) => `the function ${name} names it`);
    await sql.begin(async (tx) => {
      const [schema] = await tx`select to_regnamespace('google_calendar') as there`;
      // It was never deployed there.
      if (!schema!.there) throw new Undo();
      await tx`set local lock_timeout = '5s'`;
      await tx.unsafe(migration);
      throw new Undo();
    }).catch((error) => {
      if (error instanceof Undo) return;
      // 2BP01: dependent objects still exist.
      if (error.code !== "2BP01") throw error;
      found.push(...String(error.detail ?? error.message).split("\n"));
    });
    return found;
  } catch (error) {
    const why = (error as Error).message.split("\n")[0];
    throw new Error(`The database of --db-url cannot be asked: ${why}. Nothing was written.`);
  } finally {
    await sql.end();
  }
}
