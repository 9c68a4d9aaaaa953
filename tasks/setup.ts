/**
 * `deno task setup`: makes `supabase/functions/.env` by questions and answers, checks it as the doctor does,
 * and with `--project-ref` goes on to deploy. An existing file is kept: only what is missing or wrong is
 * asked. Safe to run again.
 *
 * @module
 */
import { dirname } from "node:path";
import { checkSettings, deploy } from "./deploy/deploy.ts";
import { lineOf } from "./doctor/check.ts";
import { PROJECT_REF, settingsFrom, urlOfRef } from "./doctor/options.ts";
import { runTask } from "./runTask.ts";
import { type Asker, asker } from "./setup/ask.ts";
import { settleClient } from "./setup/client.ts";
import { Draft } from "./setup/draft.ts";
import { readIfThere, valuesOf, writeSecretly } from "./setup/envFile.ts";
import { googleSteps, nextStep, redirectsOf } from "./setup/guide.ts";
import { settleKeys } from "./setup/keys.ts";
import { HELP, parseOptions, type SetupOptions } from "./setup/options.ts";
import { settleOthers, settleRest } from "./setup/others.ts";
import { settleWebApp } from "./setup/webEnv.ts";
import { mayOverwrite, warningOfGit, writeSettings } from "./setup/write.ts";

function mustBeThere(folder: string): void {
  try {
    if (Deno.statSync(folder).isDirectory) return;
  } catch {
    // The error below covers this too.
  }
  throw new Error(`There is no folder ${folder}. Give the app's folder: --folder FOLDER`);
}

/** The project's reference, if the functions are not for a local project. */
async function askForProject(
  draft: Draft,
  ask: Asker,
  { set }: SetupOptions,
): Promise<string | undefined> {
  if (set.API_URL || draft.read("API_URL") || (await draft.problems()).length === 0) {
    return undefined;
  }
  return await ask.ask({
    message: "The Supabase project's reference: the 20 letters in the dashboard's address " +
      "(Enter: there is no project yet)",
    flag: "--project-ref REF",
    optional: true,
    problemOf: (ref) => {
      const isRef = PROJECT_REF.test(ref);
      return Promise.resolve(isRef ? undefined : "These are not 20 small letters.");
    },
  }) || undefined;
}

/** Checks what was written. Throws an error for the user if something is wrong. */
async function check(
  { envFile, folder }: SetupOptions,
  projectUrl: string | undefined,
  clientFile: string | undefined,
): Promise<void> {
  const subject = { read: settingsFrom(envFile), folder, projectUrl };
  const findings = await checkSettings(subject, clientFile);
  for (const finding of findings) console.log(lineOf(finding));
  if (findings.every(({ result }) => result !== "problem")) return;
  throw new Error(
    "The settings are written. Fix what is wrong above, and run deno task setup again.",
  );
}

async function main(): Promise<void> {
  const options = parseOptions(Deno.args);
  if (!options) return console.log(HELP);
  const { envFile, folder, verbose, yes, cliArgs, dbUrl } = options;
  mustBeThere(dirname(envFile));
  const ask = asker();
  const draft = new Draft(valuesOf(readIfThere(envFile) ?? ""));
  const ref = options.ref ?? await askForProject(draft, ask, options);
  const projectUrl = ref && urlOfRef(ref);
  draft.projectUrl = projectUrl;

  await settleOthers(draft, ask, options);
  await settleRest(draft, ask);
  const redirects = redirectsOf(draft);
  const clientFile = await settleClient(
    draft,
    ask,
    options,
    () => console.log(googleSteps(redirects)),
  );
  await settleKeys(draft, ask, options);
  const webFile = projectUrl ? await settleWebApp(options, projectUrl, ask) : undefined;
  const isAgreed = await mayOverwrite(draft, ask, yes);
  ask.mustBeAnswered();
  if (!isAgreed) throw new Error("Nothing was written. Run deno task setup again to decide again.");

  for (const line of writeSettings(envFile, draft)) console.log(line);
  if (webFile) {
    writeSecretly(webFile.path, webFile.text);
    console.log(`${webFile.path}: written`);
  }
  const warning = await warningOfGit(envFile, folder);
  if (warning) console.log(warning);
  console.log(`Redirect addresses of the client at Google:\n  ${redirects.join("\n  ")}`);
  await check(options, projectUrl, clientFile);

  const deploys = options.deploys ||
    (ref && ask.isTerminal && !options.ref && await ask.agree(`Deploy to ${projectUrl} now?`, ""));
  if (!deploys || !ref || !projectUrl) return console.log(nextStep(options, ref));
  const read = settingsFrom(envFile);
  const done = await deploy({ ref, projectUrl, read, dbUrl, folder, cliArgs, yes, verbose });
  if (!done) Deno.exitCode = 1;
}

await runTask(main);
