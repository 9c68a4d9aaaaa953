/**
 * Calls `sync-calendars` as pg_cron does in a hosted project: when something is due, and only then.
 *
 * @module
 */
import { isFunction } from "../tasks/functionNames.ts";
import type { Functions } from "./functions/mod.ts";
import type { Project } from "./project/mod.ts";

const EVERY_MS = 2_000;
const FUNCTION = "sync-calendars";

const IS_DUE = "select google_calendar.due_syncs(1) > 0 as due";

/** Where the functions are, and how they are called. */
export interface Scheduled {
  folder: string;
  functions: Functions;
  project: Project;
  apiUrl: string;
  secretKey: string;
}

/** Looks every two seconds. One call at a time. Returns what ends it, once the call under way is answered. */
export function startSchedule(
  { folder, functions, project, apiUrl, secretKey }: Scheduled,
): () => Promise<void> {
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    const [row] = await project.sql<{ due: boolean }>(IS_DUE);
    if (!row?.due) return;
    const response = await functions.fetch(
      new Request(`${apiUrl}/functions/v1/${FUNCTION}`, {
        method: "POST",
        headers: { apikey: secretKey },
      }),
      "127.0.0.1",
    );
    await response.body?.cancel();
  }

  const timer = setInterval(() => {
    if (!isFunction(folder, FUNCTION)) return;
    running ??= run().catch((error) => console.log(`[schedule] ${error.message}`))
      .finally(() => running = undefined);
  }, EVERY_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
