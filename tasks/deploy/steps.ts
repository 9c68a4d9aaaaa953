/**
 * The steps of a deployment. The build comes first, so that nothing is done if it fails. Then the order
 * keeps the running functions working: the tables that they need, the settings, the functions.
 *
 * @module
 */
import { BUILD_FOLDER, buildFunctions } from "../build/functions.ts";
import { installedFunctions } from "../installed.ts";
import type { DeployOptions } from "./options.ts";
import { settingsToDeploy, withSecretsFile } from "./secrets.ts";
import { supabase } from "./supabaseCli.ts";

export interface Step {
  /** What will be done, for the person who decides. Holds no secret. */
  says: string;
  /** Does it, and returns what was done, in one line. */
  run(): Promise<string>;
}

/** The files of migrations that `db push` names. */
const MIGRATION = /\b\d{14}_\w+\.sql\b/g;

async function push(options: DeployOptions, ...more: string[]): Promise<string[]> {
  const { ref, dbUrl, cliArgs } = options;
  const { stdout, stderr } = await supabase(
    ["db", "push", `--remote=${dbUrl ?? ref}`, "--yes", ...cliArgs, ...more],
    options,
  );
  return [...new Set(`${stdout}\n${stderr}`.match(MIGRATION))].sort();
}

/** The migrations that the project does not have yet. Changes nothing. */
export function newMigrations(options: DeployOptions): Promise<string[]> {
  return push(options, "--dry-run");
}

async function applyMigrations(options: DeployOptions): Promise<string> {
  const applied = await push(options);
  return applied.length === 0
    ? "migrations: none is new"
    : `migrations: ${applied.length} applied, to ${applied.at(-1)}`;
}

/** The built functions, from a folder with nothing else in it. */
const DEPLOY = ["functions", "deploy", "--use-api", "--workdir", BUILD_FOLDER];

/** `removed` are the settings that are deployed and no longer given. */
export function stepsOf(options: DeployOptions, removed: string[]): Step[] {
  const { ref, read, folder, cliArgs } = options;
  const project = [`--remote=${ref}`, "--yes", ...cliArgs];
  const settings = settingsToDeploy(read).map(([name]) => name);
  const functions = installedFunctions(folder);
  return [
    {
      says: "deno task build:functions: one file for each function, from the frozen lock file",
      async run() {
        await buildFunctions({ folder });
        return `build: ${functions.length} functions, one file each`;
      },
    },
    {
      says: "supabase db push: the migrations that are not there yet",
      run: () => applyMigrations(options),
    },
    {
      says: `supabase secrets set: ${settings.join(", ")}`,
      async run() {
        await withSecretsFile(
          read,
          (path) => supabase(["secrets", "set", "--env-file", path, ...project], options),
        );
        return `secrets: ${settings.length} set`;
      },
    },
    ...removed.length === 0 ? [] : [{
      says: `supabase secrets unset: ${removed.join(", ")}, which the settings no longer have`,
      async run() {
        await supabase(["secrets", "unset", ...removed, ...project], options);
        return `secrets: ${removed.length} unset, ${removed.join(", ")}`;
      },
    }],
    {
      says: `supabase functions deploy --use-api: ${functions.join(", ")}`,
      async run() {
        await supabase([...DEPLOY, ...functions, ...project], options);
        return `functions: ${functions.length} deployed`;
      },
    },
  ];
}
