/**
 * `deno task sync`: one run of the mirror, as `sync-calendars` does it, and one of its upkeep. Takes the
 * functions' settings from the environment.
 *
 * @module
 */
import { jobContext } from "../supabase/functions/_shared/context.ts";
import { callDatabase } from "../supabase/functions/_shared/database.ts";
import { runSync } from "../supabase/functions/_shared/mirror/run.ts";
import { runTask } from "./runTask.ts";

/** Rows of each kind that one run deletes at most. */
const PRUNE_LIMIT = 5_000;

await runTask(async () => {
  const context = jobContext();
  const report = await runSync(context);
  for (const [what, count] of Object.entries(report)) console.log(`${what}: ${count}`);
  const [pruned] = await callDatabase("prune_events", { p_limit: PRUNE_LIMIT }, context);
  console.log(`events deleted that ended before the mirrored days: ${pruned?.events ?? 0}`);
  if (report.failed > 0) Deno.exitCode = 1;
});
