/**
 * `deno task touch`: refreshes grants that were not used for 60 days, a few at a time. Takes the
 * functions' settings from the environment.
 *
 * @module
 */
import { jobContext } from "../supabase/functions/_shared/database.ts";
import { touchGrants } from "../supabase/functions/_shared/touch.ts";

const { touched, needs_reconnect, failed } = await touchGrants(jobContext());
console.log(`${touched} refreshed, ${needs_reconnect} to be reconnected, ${failed} failed`);
if (failed > 0) Deno.exitCode = 1;
