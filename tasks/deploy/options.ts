/**
 * The command line of `deno task deploy`.
 *
 * @module
 */
import { parseArgs } from "node:util";
import type { ReadVariable } from "../../supabase/functions/_shared/env.ts";
import { UsageError } from "../sentences.ts";
import { databaseUrlOf, linkedRef, settingsFrom, urlOfRef } from "../doctor/options.ts";

export const HELP = `deno task deploy [options]

  --project-ref REF   the hosted project; default: the linked one (supabase link)
  --env-file FILE     the settings; default: the environment
  --db-url URL        push the migrations to this database, and not by the project's reference
  --folder FOLDER     the app's folder, which holds supabase/; default: this one
  --profile FILE      passed on to the Supabase CLI
  --yes               do not ask, nor list before what will be done: one line for each step
  --verbose           show all that the Supabase CLI prints, and not only if it fails

Says first what it will do, and asks. Can be run again: what is there already is left as it is. A setting of these
functions that is deployed and no longer given is unset; other secrets are left alone. The CLI takes its
login from supabase login or SUPABASE_ACCESS_TOKEN, and the database's password from
SUPABASE_DB_PASSWORD.
`;

export interface DeployOptions {
  ref: string;
  /** The project's address. */
  projectUrl: string;
  read: ReadVariable;
  dbUrl: string | undefined;
  folder: string;
  /** Further arguments for every call of the CLI. */
  cliArgs: string[];
  yes: boolean;
  /** Show all that the CLI prints. */
  verbose: boolean;
}

/** The options, or undefined for --help. Throws an error for the user if an option is wrong. */
export function parseOptions(args: string[]): DeployOptions | undefined {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: "boolean", short: "h" },
      "project-ref": { type: "string" },
      "env-file": { type: "string" },
      "db-url": { type: "string" },
      folder: { type: "string", default: "." },
      profile: { type: "string" },
      yes: { type: "boolean", default: false },
      verbose: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const ref = values["project-ref"] ?? linkedRef(values.folder);
  if (!ref) {
    throw new UsageError("Which project? Give --project-ref REF, or link one: npx supabase link");
  }
  return {
    ref,
    projectUrl: urlOfRef(ref),
    read: settingsFrom(values["env-file"]),
    dbUrl: databaseUrlOf(values["db-url"]),
    folder: values.folder,
    cliArgs: values.profile ? ["--profile", values.profile] : [],
    yes: values.yes,
    verbose: values.verbose,
  };
}
