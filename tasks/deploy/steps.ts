/**
 * The steps of a deployment. The build comes first, so that nothing is done if it fails. Then the order
 * keeps the running functions working: the tables that they need, the settings, the functions.
 *
 * @module
 */
import { BUILD_FOLDER, buildFunctions } from "../build/functions.ts";
import { functionNames } from "../functionNames.ts";
import type { DeployOptions } from "./options.ts";
import { settingsToDeploy, withSecretsFile } from "./secrets.ts";
import { supabase } from "./supabaseCli.ts";

export interface Step {
  /** What will be done, for the person who decides. Holds no secret. */
  says: string;
  run(): Promise<void>;
}

/** `db push` without changing anything: it lists the migrations that are not there yet. */
export function previewMigrations(options: DeployOptions): Promise<void> {
  return supabase(["db", "push", ...database(options), "--dry-run"], options.folder);
}

function database({ ref, dbUrl, cliArgs }: DeployOptions): string[] {
  return [`--remote=${dbUrl ?? ref}`, "--yes", ...cliArgs];
}

/** The built functions, from a folder with nothing else in it. */
const DEPLOY = ["functions", "deploy", "--use-api", "--workdir", BUILD_FOLDER];

/** `removed` are the settings that are deployed and no longer given. */
export function stepsOf(options: DeployOptions, removed: string[]): Step[] {
  const { ref, read, folder, cliArgs } = options;
  const project = [`--remote=${ref}`, "--yes", ...cliArgs];
  return [
    {
      says: "deno task build:functions: one file for each function, from the frozen lock file",
      run: () => buildFunctions({ folder }),
    },
    {
      says: "supabase db push: the migrations that are not there yet",
      run: () => supabase(["db", "push", ...database(options)], folder),
    },
    {
      says: `supabase secrets set: ${settingsToDeploy(read).map(([name]) => name).join(", ")}`,
      run: () =>
        withSecretsFile(
          read,
          (path) => supabase(["secrets", "set", "--env-file", path, ...project], folder),
        ),
    },
    ...removed.length === 0 ? [] : [{
      says: `supabase secrets unset: ${removed.join(", ")}, which the settings no longer have`,
      run: () => supabase(["secrets", "unset", ...removed, ...project], folder),
    }],
    {
      says: `supabase functions deploy --use-api: ${functionNames().join(", ")}`,
      run: () => supabase([...DEPLOY, ...functionNames(), ...project], folder),
    },
  ];
}
