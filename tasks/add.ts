/**
 * `deno task add ../their-app`: adds the functions, the migrations and the blocks of `config.toml` to
 * an app that already has a Supabase project. Lists first what it will write, refuses if a file or name
 * of the app's own is in the way, and updates the app if it is run again.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { type App, readApp } from "./add/app.ts";
import { type Change, planOf } from "./add/plan.ts";
import { readSource } from "./add/source.ts";
import { runTask } from "./runTask.ts";
import { UsageError } from "./sentences.ts";

const HELP = `deno task add FOLDER [options]

  FOLDER         the app: the folder that holds supabase/
  --shared NAME  what the folder of shared modules is called there (_shared)
  --yes          do not ask before it begins
`;

const NEXT = `
Next:
  1. See what came, in the app's folder: git diff
  2. From here: deno task setup --folder FOLDER --project-ref <ref>
     It adds what is missing to FOLDER/supabase/functions/.env, and deploys after you have agreed.
`;

function sharedOf(app: App, given: string | undefined): string {
  const shared = given ?? app.shared ?? "_shared";
  // The CLI takes a folder without the underscore for a function.
  if (/^_[A-Za-z0-9_-]+$/.test(shared)) return shared;
  throw new UsageError(`--shared must be a name that begins with an underscore, not ${shared}`);
}

function write(app: App, { what, path, text }: Change): void {
  const target = `${app.folder}/${path}`;
  if (what === "remove") return Deno.removeSync(target);
  Deno.mkdirSync(target.slice(0, target.lastIndexOf("/")), { recursive: true });
  Deno.writeTextFileSync(target, text!);
}

function isWanted(yes: boolean): boolean {
  if (yes) return true;
  if (Deno.stdin.isTerminal()) return confirm("Write this?");
  console.log("Nothing was written. Run this in a terminal, or with --yes.");
  return false;
}

function main(): void {
  const { values, positionals } = parseArgs({
    args: Deno.args,
    allowPositionals: true,
    options: {
      help: { type: "boolean", short: "h" },
      shared: { type: "string" },
      yes: { type: "boolean", default: false },
    },
  });
  const [folder, ...more] = positionals;
  if (values.help) return console.log(HELP);
  if (!folder || more.length > 0) {
    throw new UsageError("Which app? Give one folder: deno task add ../their-app");
  }

  const app = readApp(folder);
  const shared = sharedOf(app, values.shared);
  const { changes, collisions } = planOf(app, readSource(shared), shared);
  if (collisions.length > 0) {
    for (const collision of collisions) console.log(`in the way  ${collision}`);
    throw new Error("Nothing was written.");
  }
  if (changes.length === 0) return console.log("Everything is there, and up to date.");
  for (const { what, path } of changes) console.log(`${what.padEnd(6)}  supabase/${path}`);
  if (!isWanted(values.yes)) {
    Deno.exitCode = 1;
    return;
  }
  for (const change of changes) write(app, change);
  console.log(NEXT.replaceAll("FOLDER", folder));
}

await runTask(main);
