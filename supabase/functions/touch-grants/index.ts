/**
 * `POST /touch-grants`: refreshes grants that were not used for 60 days, a few at a time. For pg_cron,
 * with the project's secret key; no user may call it.
 *
 * @module
 */
import { createApp } from "../_shared/http.ts";
import { authenticateOperator } from "../_shared/operator.ts";
import { touchGrants } from "../_shared/touch.ts";

const app = createApp("touch-grants");

app.post("/", async (c) => {
  await authenticateOperator(c.req.header("apikey"));
  return c.json(await touchGrants(c.var));
});

export default app;
