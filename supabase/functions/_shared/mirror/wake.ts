/**
 * Calls `sync-calendars` at once, instead of waiting until it is scheduled.
 *
 * @module
 */
import { Deadline, REQUEST_MS } from "../deadlines.ts";
import { projectSettings } from "../env.ts";

/** Resolves when the run has ended. Whatever comes of it, the calendars stay due until they were read. */
export async function wakeSync(): Promise<void> {
  const { supabaseUrl, secretKey } = projectSettings();
  await Deadline.in(REQUEST_MS).run(async (signal) => {
    const response = await fetch(`${supabaseUrl}/functions/v1/sync-calendars`, {
      method: "POST",
      headers: { apikey: secretKey },
      signal,
    });
    await response.body?.cancel();
  });
}
