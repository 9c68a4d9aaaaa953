/**
 * `deno task deploy`: checks the settings as the doctor does, says what it will do, and then has the
 * Supabase CLI apply the migrations, set the secrets, unset those that are no longer given, and deploy
 * the functions. Safe to run again.
 *
 * @module
 */
import { type DeployOptions, HELP, parseOptions } from "./deploy/options.ts";
import { removedSettings } from "./deploy/removedSettings.ts";
import { previewMigrations, stepsOf } from "./deploy/steps.ts";
import { lineOf } from "./doctor/check.ts";
import { examine } from "./doctor/mod.ts";
import { runTask } from "./runTask.ts";

async function isReady({ read, folder, projectUrl }: DeployOptions): Promise<boolean> {
  let ready = true;
  const files = { clientFile: undefined, dbUrl: undefined };
  const subject = { read, folder, projectUrl, ...files, offline: true };
  for await (const finding of examine(subject)) {
    console.log(lineOf(finding));
    if (finding.result === "problem") ready = false;
  }
  return ready;
}

function isWanted({ yes }: DeployOptions): boolean {
  if (yes) return true;
  if (Deno.stdin.isTerminal()) return confirm("Go on?");
  console.log("Nothing was done. Run this in a terminal, or with --yes.");
  return false;
}

async function main(): Promise<void> {
  const options = parseOptions(Deno.args);
  if (!options) return console.log(HELP);
  if (!await isReady(options)) {
    throw new Error("Nothing was done. Fix what is wrong above, and run this again.");
  }
  // With --yes there is no question, and the push itself lists them.
  if (!options.yes) {
    console.log(`\nMigrations that ${options.projectUrl} does not have yet:`);
    await previewMigrations(options);
  }
  const steps = stepsOf(options, await removedSettings(options));
  console.log(`\nThis will be done to ${options.projectUrl}:`);
  steps.forEach(({ says }, i) => console.log(`  ${i + 1}. ${says}`));
  if (!isWanted(options)) {
    Deno.exitCode = 1;
    return;
  }
  for (const { says, run } of steps) {
    console.log(`\n${says.split(":")[0]}`);
    await run();
  }
  console.log(`\nDeployed. See that it runs: deno task doctor --project-ref ${options.ref}`);
}

await runTask(main);
