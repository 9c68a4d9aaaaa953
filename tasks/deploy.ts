/**
 * `deno task deploy`: checks the settings as the doctor does, says what it will do, and then has the
 * Supabase CLI apply the migrations, set the secrets, unset those that are no longer given, and deploy
 * the functions. Safe to run again.
 *
 * @module
 */
import { checkSettings, deploy, mustBeReady } from "./deploy/deploy.ts";
import { HELP, parseOptions } from "./deploy/options.ts";
import { runTask } from "./runTask.ts";

async function main(): Promise<void> {
  const options = parseOptions(Deno.args);
  if (!options) return console.log(HELP);
  mustBeReady(await checkSettings(options), options);
  if (!await deploy(options)) Deno.exitCode = 1;
}

await runTask(main);
