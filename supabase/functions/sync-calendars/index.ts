/**
 * `POST /sync-calendars`: makes one run of the mirror. Opens the channels by which Google tells of changes,
 * and syncs the calendars that are due. pg_cron calls it with the project's secret key; users may not call
 * it.
 *
 * @module
 */
import { requireSecretKey } from "../_shared/auth/secretKey.ts";
import { createApp } from "../_shared/http/app.ts";
import { runSync } from "../_shared/mirror/run.ts";

const app = createApp("sync-calendars");

app.post("/", async (c) => {
  requireSecretKey(c.req.header("apikey"));
  return c.json(await runSync(c.var));
});

export default app;
