/**
 * A deployment: says what it will do, has it confirmed, does it, and prints one line for each step.
 *
 * @module
 */
import { type Finding, lineOf } from "../doctor/check.ts";
import { examine } from "../doctor/mod.ts";
import type { DeployOptions } from "./options.ts";
import { removedSettings } from "./removedSettings.ts";
import { newMigrations, stepsOf } from "./steps.ts";

/** Runs the doctor's checks of the settings. `clientFile` is the downloaded file's content, if it is given. */
export async function checkSettings(
  { read, folder, projectUrl }: Pick<DeployOptions, "read" | "folder"> & { projectUrl?: string },
  clientFile?: string,
): Promise<Finding[]> {
  const subject = { read, folder, projectUrl, clientFile, dbUrl: undefined, offline: true };
  return await Array.fromAsync(examine(subject));
}

/** Shows the findings, or with --yes only the problems. Throws an error for the user if there is one. */
export function mustBeReady(findings: Finding[], { yes, verbose }: DeployOptions): void {
  const problems = findings.filter(({ result }) => result === "problem");
  for (const finding of yes && !verbose ? problems : findings) console.log(lineOf(finding));
  if (problems.length > 0) {
    throw new Error("Nothing was done. Fix what is wrong above, and run this again.");
  }
}

function isWanted({ yes }: DeployOptions): boolean {
  if (yes) return true;
  if (Deno.stdin.isTerminal()) return confirm("Go on?");
  console.log("Nothing was done. Run this in a terminal, or with --yes.");
  return false;
}

/** Returns false if it was not wanted, and nothing was done. Throws an error for the user. */
export async function deploy(options: DeployOptions): Promise<boolean> {
  const { projectUrl, yes, ref } = options;
  // With --yes there is no question, and the push itself tells them.
  if (!yes) {
    const migrations = await newMigrations(options);
    console.log(`\nMigrations that ${projectUrl} does not have yet:`);
    for (const name of migrations.length > 0 ? migrations : ["none"]) console.log(`  ${name}`);
  }
  const steps = stepsOf(options, await removedSettings(options));
  if (!yes) {
    console.log(`\nThis will be done to ${projectUrl}:`);
    steps.forEach(({ says }, i) => console.log(`  ${i + 1}. ${says}`));
  }
  if (!isWanted(options)) return false;
  for (const { run } of steps) console.log(await run());
  console.log(`Deployed to ${projectUrl}. See that it runs: deno task doctor --project-ref ${ref}`);
  return true;
}
