/**
 * Checks that the migrations were applied: every table and SQL function that they grant to the Edge
 * Functions exists and is granted.
 *
 * @module
 */
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { type Check, type Finding, ok, problem } from "./check.ts";
import type { Made, State } from "./dataSource.ts";
import { installedMigrations } from "../installed.ts";
import { lookInside } from "./lookInside.ts";

const ABOUT = "migrations";
const FOLDER = fileURLToPath(new URL("../../supabase/migrations", import.meta.url));

/** The files of this repository's migrations. */
const ownMigrations = (): string[] =>
  [...Deno.readDirSync(FOLDER)].map(({ name }) => `${FOLDER}/${name}`)
    .filter((path) => path.endsWith(".sql")).sort();

/** What the migrations grant to `service_role`, in the order of the migrations. */
export function grantedToFunctions(files: string[] = ownMigrations()): Made[] {
  return files.flatMap((file) => {
    const migration = basename(file);
    const text = Deno.readTextFileSync(file).replace(/--.*$/gm, "");
    const grants = text.matchAll(/\bgrant\s+([^;]+?)\s+to\s+[^;]*\bservice_role\b/gi);
    return [...grants].flatMap(([, what = ""]) => {
      if (/\bon\s+schema\b/i.test(what)) return [];
      const kind = /\bon\s+function\b/i.test(what) ? "function" as const : "table" as const;
      return [...what.matchAll(/\b(public|google_calendar)\.(\w+)/g)].map(
        ([, schema = "", name = ""]) => ({ kind, schema, name, migration }),
      );
    });
  });
}

function findingOf({ schema, name, migration }: Made, state: Exclude<State, undefined>): Finding {
  const whole = `${schema}.${name}`;
  switch (state) {
    case "missing":
      return problem(
        ABOUT,
        `${whole} of ${migration} is missing`,
        "apply them: supabase db push --remote. If they are applied, the data API has not seen it yet: run notify pgrst, 'reload schema' in the SQL editor",
      );
    case "not granted":
      return problem(
        ABOUT,
        `service_role may not use ${whole} of ${migration}`,
        "its grant was taken away: run the migration's last statements again",
      );
    case "not answering":
      return problem(ABOUT, `${whole} does not answer`, "run the doctor again in a minute");
  }
}

export const checkMigrations: Check = (subject) =>
  lookInside(subject, ABOUT, async (source) => {
    // Each server-only table comes with functions that use it.
    const all = grantedToFunctions(installedMigrations(subject.folder)).filter((made) =>
      source.shows(made.schema)
    );
    const found = await Promise.all(
      all.map(async (made) => ({ made, state: await source.stateOf(made) })),
    );
    // Only the first, because the later ones depend on it.
    for (const { made, state } of found) if (state) return [findingOf(made, state)];
    return [ok(ABOUT, `all ${all.length} tables and functions are there`)];
  });
