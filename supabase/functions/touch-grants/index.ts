/**
 * `POST /touch-grants`: makes one run of upkeep. Uses grants that were not used for 60 days, revokes those
 * of deleted users, and deletes what has expired. pg_cron calls it with the project's secret key; users may
 * not call it.
 *
 * @module
 */
import { createApp } from "../_shared/http/app.ts";
import { requireSecretKey } from "../_shared/auth/secretKey.ts";
import { runUpkeep } from "../_shared/accounts/upkeep.ts";

const app = createApp("touch-grants");

app.post("/", async (c) => {
  requireSecretKey(c.req.header("apikey"));
  return c.json(await runUpkeep(c.var));
});

export default app;
