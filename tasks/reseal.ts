/**
 * `deno task reseal`: seals every stored token with the first of TOKEN_ENCRYPTION_KEYS, so that an old
 * key can be taken away. Can be stopped and run again. Takes the functions' settings from the
 * environment.
 *
 * @module
 */
import { jobContext } from "../supabase/functions/_shared/context.ts";
import { resealAll } from "../supabase/functions/_shared/accounts/reseal.ts";
import { runTask } from "./runTask.ts";

await runTask(async () => {
  const { resealed, unchanged, unreadable } = await resealAll(jobContext);
  console.log(
    `${resealed} rows resealed, ${unchanged} left as they were, ${unreadable} unreadable`,
  );
  if (unreadable > 0) Deno.exitCode = 1;
});
