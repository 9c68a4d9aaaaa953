/**
 * The command line of `deno task doctor`, and the subject that it describes: settings from a file, from
 * the local stack, or from the environment.
 *
 * @module
 */
import { parseArgs, parseEnv } from "node:util";
import type { ReadVariable } from "../../supabase/functions/_shared/env.ts";
import { UsageError } from "../sentences.ts";
import { localSettings } from "./local.ts";
import type { Subject } from "./subject.ts";

export const HELP = `deno task doctor [options]

  --env-file FILE      the settings, as for supabase secrets set; default: the environment
  --project-ref REF    a hosted project; default: the linked one, if there is one
  --project-url URL    a project at another address, such as http://127.0.0.1:54321
  --db-url URL         the database, to look into it; else the data API is asked
  --client-file FILE   the client_secret_*.json that Google Cloud lets you download
  --folder FOLDER      the app's folder, which holds supabase/; default: this one
  --local              the local stack, as deno task start runs it
  --data FOLDER        where the local stack keeps its data (.local)
  --offline            only what can be seen without the network

To look into the database without --db-url, set SUPABASE_PUBLISHABLE_KEYS and SUPABASE_SECRET_KEYS (or
SUPABASE_ANON_KEY and SUPABASE_SERVICE_ROLE_KEY) in the environment. To look as a signed-in user, set
USER_ACCESS_TOKEN to a session's access token. Nothing is changed, and no secret is printed.
`;

/** A project reference: https://supabase.com/docs/reference/api. */
export const PROJECT_REF = /^[a-z]{20}$/;

/** Returns the project reference that `supabase link` has written. */
export function linkedRef(folder: string): string | undefined {
  try {
    return Deno.readTextFileSync(`${folder}/supabase/.temp/project-ref`).trim() || undefined;
  } catch {
    return undefined;
  }
}

export function urlOfRef(ref: string): string {
  if (PROJECT_REF.test(ref)) return `https://${ref}.supabase.co`;
  // The value may be a secret that was pasted here by mistake, so it is not repeated.
  throw new UsageError("--project-ref must be 20 small letters, as in the dashboard's address");
}

function readEnvFile(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Error(`There is no ${path}. Make it by questions and answers: deno task setup`);
  }
}

/** Reads settings from an env file if there is one, else from the environment; project keys from either. */
export function settingsFrom(envFile: string | undefined): ReadVariable {
  if (!envFile) return (name) => Deno.env.get(name);
  const values = parseEnv(readEnvFile(envFile));
  const fromShell = /^(SUPABASE_|USER_ACCESS_TOKEN$)/;
  return (name) => values[name] ?? (fromShell.test(name) ? Deno.env.get(name) : undefined);
}

function urlOf(given: string): string {
  const url = URL.parse(given);
  if (url && /^https?:$/.test(url.protocol)) return url.origin;
  throw new UsageError("--project-url must be an address such as http://127.0.0.1:54321");
}

/** Throws an error for the user if the value is not a database's address. Never repeats the value. */
export function databaseUrlOf(given: string | undefined): string | undefined {
  if (given === undefined || /^postgres(ql)?:$/.test(URL.parse(given)?.protocol ?? "")) {
    return given;
  }
  throw new UsageError(
    "--db-url must be an address such as postgresql://postgres:<password>@db.example.com:5432/postgres. " +
      "Encode what is special in the password: %40 for @, %2F for /, %23 for #",
  );
}

/** Returns the subject, or undefined for --help. Throws an error for the user if an option is wrong. */
export function parseOptions(args: string[]): Subject | undefined {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: "boolean", short: "h" },
      "env-file": { type: "string" },
      "project-ref": { type: "string" },
      "project-url": { type: "string" },
      "db-url": { type: "string" },
      "client-file": { type: "string" },
      folder: { type: "string", default: "." },
      local: { type: "boolean", default: false },
      data: { type: "string", default: ".local" },
      offline: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const read = values.local ? localSettings(values.data) : settingsFrom(values["env-file"]);
  const ref = values["project-ref"] ?? linkedRef(values.folder);
  const projectUrl = values["project-url"] ??
    (values.local ? read("SUPABASE_URL") : ref ? urlOfRef(ref) : read("SUPABASE_URL")?.trim());
  return {
    read,
    folder: values.folder,
    projectUrl: projectUrl ? urlOf(projectUrl) : undefined,
    clientFile: values["client-file"] && Deno.readTextFileSync(values["client-file"]),
    dbUrl: databaseUrlOf(values["db-url"]),
    offline: values.offline,
  };
}
