/**
 * The command line of `deno task setup`.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { databaseUrlOf, linkedRef, urlOfRef } from "../doctor/options.ts";
import { OWN_SETTINGS } from "../doctor/settings.ts";
import { UsageError } from "../sentences.ts";
import type { Changes } from "./envFile.ts";

export const HELP = `deno task setup [options]

  --client-json FILE     the client_secret_*.json that Google Cloud lets you download
  --client-id ID         without the file: the client's id, and
  --client-secret VALUE  its secret
  --app-url URL          the web app's address
  --project-ref REF      the hosted project; then it also deploys
  --publishable-key KEY  the project's publishable key, for the web app: writes web/.env
  --set NAME=VALUE       any other setting of docs/settings.md, as often as you like; NAME= removes it
  --new-key              put a new encryption key before those that are there
  --drop-old-keys        keep only the first encryption key
  --folder FOLDER        the app's folder, which holds supabase/; default: this one
  --env-file FILE        the file; default: supabase/functions/.env in the app's folder
  --db-url URL           for deploy: push the migrations to this database
  --profile FILE         for deploy: passed on to the Supabase CLI
  --verbose              for deploy: show all that the Supabase CLI prints
  --yes                  change what has another value, and deploy, without asking

Asks for what is missing or wrong, and for nothing else. Other lines of the file stay as they are. No
secret is printed. Without a terminal every answer must be a flag.
`;

export interface SetupOptions {
  clientJson: string | undefined;
  clientId: string | undefined;
  clientSecret: string | undefined;
  appUrl: string | undefined;
  /** The hosted project's reference; the linked one if it is not given. */
  ref: string | undefined;
  /** Whether the reference was given, so that the project is deployed. */
  deploys: boolean;
  publishableKey: string | undefined;
  set: Changes;
  newKey: boolean;
  dropOldKeys: boolean;
  folder: string;
  envFile: string;
  dbUrl: string | undefined;
  cliArgs: string[];
  verbose: boolean;
  yes: boolean;
}

/** The client, the key and the web app have flags of their own. */
const OTHERS = OWN_SETTINGS.filter((name) => !/^(APP_URL|GOOGLE_CLIENT_|TOKEN_)/.test(name));

function parseSet(given: string[]): Changes {
  return Object.fromEntries(given.map((entry) => {
    const [, name = "", value = ""] = /^([^=]*)=(.*)$/s.exec(entry) ?? [];
    if (!(OTHERS as string[]).includes(name)) {
      // The value may be a secret, so it is not repeated.
      throw new UsageError(`--set takes NAME=VALUE, with one of: ${OTHERS.join(", ")}`);
    }
    return [name, value.trim() || undefined];
  }));
}

/** The options, or undefined for --help. Throws an error for the user if an option is wrong. */
export function parseOptions(args: string[]): SetupOptions | undefined {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: "boolean", short: "h" },
      "client-json": { type: "string" },
      "client-id": { type: "string" },
      "client-secret": { type: "string" },
      "app-url": { type: "string" },
      "project-ref": { type: "string" },
      "publishable-key": { type: "string" },
      set: { type: "string", multiple: true, default: [] },
      "new-key": { type: "boolean", default: false },
      "drop-old-keys": { type: "boolean", default: false },
      folder: { type: "string", default: "." },
      "env-file": { type: "string" },
      "db-url": { type: "string" },
      profile: { type: "string" },
      verbose: { type: "boolean", default: false },
      yes: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const { folder } = values;
  const [clientId, clientSecret] = [values["client-id"], values["client-secret"]];
  if (!clientId !== !clientSecret) {
    throw new UsageError("--client-id and --client-secret belong together. Give both.");
  }
  const ref = values["project-ref"] ?? linkedRef(folder);
  if (ref !== undefined) urlOfRef(ref);
  else if (values["publishable-key"]) {
    throw new UsageError("--publishable-key is of a project. Give its --project-ref too.");
  }
  return {
    clientJson: values["client-json"],
    clientId,
    clientSecret,
    appUrl: values["app-url"],
    ref,
    deploys: values["project-ref"] !== undefined,
    publishableKey: values["publishable-key"],
    set: parseSet(values.set),
    newKey: values["new-key"],
    dropOldKeys: values["drop-old-keys"],
    folder,
    envFile: values["env-file"] ?? `${folder}/supabase/functions/.env`.replace(/^\.\//, ""),
    dbUrl: databaseUrlOf(values["db-url"]),
    cliArgs: values.profile ? ["--profile", values.profile] : [],
    verbose: values.verbose,
    yes: values.yes,
  };
}
