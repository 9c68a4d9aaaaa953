/**
 * The command line of `deno task add`.
 *
 * @module
 */
import { isAbsolute, normalize } from "node:path";
import { parseArgs } from "node:util";
import { databaseUrlOf } from "../doctor/options.ts";
import { UsageError } from "../sentences.ts";

export const HELP = `deno task add FOLDER [options]

  FOLDER            the app: the folder that holds supabase/
  --client PATH     copy the client and the React components there, below FOLDER: src/google-calendar
  --with resources  add the template's example, too: classes, resources, get-resource
  --dry-run         say what would be written, changed and deleted, and do nothing
  --yes             do not ask before it begins

Run it again to upgrade. Your changes are merged; if both changed the same lines, both are left in the
file, marked, and the exit code is 2.

deno task add FOLDER --remove [options]

  --db-url URL      also ask this database if anything depends on what goes
  --drop-data       drop classes and resources with what is in them; else they stay if they are not empty
  --dry-run, --yes  as above
`;

export interface AddOptions {
  folder: string;
  client: string | undefined;
  resources: boolean;
  remove: boolean;
  dbUrl: string | undefined;
  dropData: boolean;
  dryRun: boolean;
  yes: boolean;
}

/** The client's folder, below the app's. */
function clientOf(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const folder = normalize(path).replaceAll("\\", "/").replace(/^\.\/|\/$/g, "");
  if (!isAbsolute(path) && folder !== "." && folder !== "" && !folder.startsWith("..")) {
    return folder;
  }
  throw new UsageError(
    `--client is a folder below the app's, such as src/google-calendar, not ${path}`,
  );
}

function mustFit(values: { [option: string]: unknown }, names: string[], rule: string): void {
  const wrong = names.find((name) => values[name] !== undefined && values[name] !== false);
  if (wrong) throw new UsageError(`--${wrong} ${rule}. See the options with --help.`);
}

/** The options, or undefined for --help. Throws an error for the user if an option is wrong. */
export function parseOptions(args: string[]): AddOptions | undefined {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      help: { type: "boolean", short: "h" },
      client: { type: "string" },
      with: { type: "string", multiple: true },
      remove: { type: "boolean", default: false },
      "db-url": { type: "string" },
      "drop-data": { type: "boolean", default: false },
      "dry-run": { type: "boolean", default: false },
      yes: { type: "boolean", default: false },
    },
  });
  const [folder, ...more] = positionals;
  if (values.help) return undefined;
  if (!folder || more.length > 0) {
    throw new UsageError("Which app? Give one folder: deno task add ../their-app");
  }
  const unknown = values.with?.find((name) => name !== "resources");
  if (unknown !== undefined) throw new UsageError(`--with takes resources, not ${unknown}`);
  if (values.remove) mustFit(values, ["client", "with"], "does not go with --remove");
  else mustFit(values, ["db-url", "drop-data"], "goes with --remove alone");
  return {
    folder,
    client: clientOf(values.client),
    resources: values.with !== undefined,
    remove: values.remove,
    dbUrl: databaseUrlOf(values["db-url"]),
    dropData: values["drop-data"],
    dryRun: values["dry-run"],
    yes: values.yes,
  };
}
