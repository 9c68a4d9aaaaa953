/**
 * `deno task add ../their-app`: adds the functions, the migrations and the blocks of `config.toml` to
 * an app that already has a Supabase project, upgrades them if it is run again, and takes them away with
 * `--remove`. Lists first what it will do, and refuses if something of the app's own is in the way.
 *
 * @module
 */
import { type App, readApp } from "./add/app.ts";
import { apply, isHalfDone, recover } from "./add/apply.ts";
import { type AddOptions, HELP, parseOptions } from "./add/options.ts";
import { type Plan, planOf } from "./add/plan.ts";
import { RECORD } from "./add/record.ts";
import { editsLost, removalOf } from "./add/removal.ts";
import { readSource, type Wanted } from "./add/source.ts";
import { afterAdd, afterRemoval, beforeRemoval } from "./add/words.ts";
import { runTask } from "./runTask.ts";
import { UsageError } from "./sentences.ts";
import { isNewer, VERSION } from "./version.ts";

/** What is asked for, and what an earlier run was asked for. */
function wantedOf({ record }: App, { resources, client }: AddOptions): Wanted {
  if (record && isNewer(record.version, VERSION)) {
    throw new Error(
      `The app has version ${record.version}, and this copy is ${VERSION}. Get the newer one first: git pull`,
    );
  }
  if (client && record?.client && client !== record.client) {
    throw new UsageError(
      `The client is in ${record.client}. To move it: git mv ${record.client} ${client}, and replace the one by the other in ${RECORD}`,
    );
  }
  return {
    resources: resources || record?.with.includes("resources") === true,
    client: client ?? record?.client,
  };
}

function isWanted({ yes }: AddOptions): boolean {
  if (yes) return true;
  if (Deno.stdin.isTerminal()) return confirm("Do this?");
  console.log("Nothing was written. Run this in a terminal, or with --yes.");
  return false;
}

/** Says what the plan is. Throws if something is in the way. */
function show({ changes, inTheWay, conflicts }: Plan): void {
  for (const one of inTheWay) console.log(`in the way  ${one}`);
  if (inTheWay.length > 0) throw new Error("Nothing was written.");
  for (const { what, path } of changes) console.log(`${what.padEnd(6)}  ${path}`);
  for (const conflict of conflicts) console.log(`conflict  ${conflict}`);
}

/** Carries it out, if it is wanted. Returns whether it was. */
function carryOut(app: App, { changes }: Plan, options: AddOptions): boolean {
  if (options.dryRun) {
    console.log("Nothing was written: this was a dry run.");
    return false;
  }
  if (!isWanted(options)) {
    Deno.exitCode = 1;
    return false;
  }
  apply(app.root, changes);
  return true;
}

function afterwards({ record }: App, folder: string): string {
  if (!record) return afterAdd(folder);
  const what = record.version === VERSION
    ? "Written."
    : `Upgraded from ${record.version} to ${VERSION}.`;
  return `${what} See it: git diff. Then: deno task deploy --folder ${folder}`;
}

function add(app: App, options: AddOptions): void {
  const wanted = wantedOf(app, options);
  const plan = planOf(app, readSource(wanted), wanted);
  show(plan);
  const { changes, conflicts } = plan;
  if (changes.length === 0 && conflicts.length === 0) {
    console.log("Everything is there, and up to date.");
  } else if (changes.length > 0 && carryOut(app, plan, options)) {
    console.log(afterwards(app, options.folder));
  }
  // Exit code 1 says that nothing was written.
  if (conflicts.length === 0 || Deno.exitCode === 1) return;
  console.log(`To decide by you: ${conflicts.length}, see "conflict" above.`);
  Deno.exitCode = 2;
}

async function remove(app: App, options: AddOptions): Promise<void> {
  const plan = await removalOf(app, { ...options, now: new Date() });
  show(plan);
  for (const path of editsLost(app, plan)) console.log(`note    you changed ${path}`);
  for (const one of plan.kept) console.log(`stays   ${one}`);
  console.log(beforeRemoval);
  if (carryOut(app, plan, options)) console.log(afterRemoval(app.record!.functions));
}

async function main(): Promise<void> {
  const options = parseOptions(Deno.args);
  if (!options) return console.log(HELP);
  const root = readApp(options.folder).root;
  if (options.dryRun && isHalfDone(root)) {
    throw new Error(
      "An earlier run was stopped in the middle. Run this without --dry-run: it puts the app's files back first.",
    );
  }
  if (!options.dryRun && recover(root)) {
    console.log("An earlier run was stopped in the middle. The files are as they were before it.");
  }
  const app = readApp(options.folder);
  if (options.remove) await remove(app, options);
  else add(app, options);
}

await runTask(main);
