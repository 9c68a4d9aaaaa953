/**
 * `deno task doctor`: checks a project, local or hosted, and says in one line for each check that it is
 * right, or what is wrong and how to fix it. Changes nothing and prints no secret. Exits with 1 if
 * anything is wrong.
 *
 * @module
 */
import { lineOf } from "./doctor/check.ts";
import { examine } from "./doctor/mod.ts";
import { HELP, parseOptions } from "./doctor/options.ts";
import { runTask } from "./runTask.ts";

async function main(): Promise<void> {
  const subject = parseOptions(Deno.args);
  if (!subject) return console.log(HELP);
  let [problems, skips] = [0, 0];
  for await (const finding of examine(subject)) {
    console.log(lineOf(finding));
    if (finding.result === "problem") problems++;
    if (finding.result === "skipped") skips++;
  }
  const left = skips > 0 ? `, ${skips} not looked at` : "";
  console.log(problems === 0 ? `Nothing is wrong${left}.` : `${problems} to fix${left}.`);
  if (problems > 0) Deno.exitCode = 1;
}

await runTask(main);
