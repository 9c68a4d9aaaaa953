/**
 * What a deployment does, in the order that keeps the running functions working: the tables they need
 * first, then the settings, then themselves.
 *
 * @module
 */
import { functionNames } from "../functionNames.ts";
import type { DeployOptions } from "./options.ts";
import { settingsToDeploy, withSecretsFile } from "./secrets.ts";
import { supabase } from "./supabaseCli.ts";

export interface Step {
  /** For the person who decides: what will be done, without a secret in it. */
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

/** `removed` are the settings that are deployed and no longer given. */
export function stepsOf(options: DeployOptions, removed: string[]): Step[] {
  const { ref, read, folder, cliArgs } = options;
  const project = [`--remote=${ref}`, "--yes", ...cliArgs];
  return [
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
      run: () =>
        supabase(["functions", "deploy", ...functionNames(), "--use-api", ...project], folder),
    },
  ];
}
