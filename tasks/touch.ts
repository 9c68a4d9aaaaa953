/**
 * `deno task touch`: one run of upkeep, as `touch-grants` does it. Takes the functions' settings from the
 * environment.
 *
 * @module
 */
import { jobContext } from "../supabase/functions/_shared/context.ts";
import { runUpkeep } from "../supabase/functions/_shared/accounts/upkeep.ts";
import { runTask } from "./runTask.ts";

await runTask(async () => {
  const report = await runUpkeep(jobContext());
  for (const [what, count] of Object.entries(report)) console.log(`${what}: ${count}`);
  if (report.failed + report.revocations_failed > 0) Deno.exitCode = 1;
});
