/**
 * The function that people write: Hono, `supabase-js` for the row, `fetch` for Google, a log line and
 * time limits. No check of the caller, the body or the answers.
 */
import { createClient } from "@supabase/supabase-js";
import { Hono } from "hono";

const supabase = createClient(Deno.env.get("SUPABASE_URL")!, "key");
const app = new Hono();

app.use("*", async (c, next) => {
  const startedAt = performance.now();
  await next();
  console.log(JSON.stringify({
    request_id: crypto.randomUUID(),
    method: c.req.method,
    path: c.req.path,
    status: c.res.status,
    duration_ms: Math.round(performance.now() - startedAt),
  }));
});

app.post("*", async (c) => {
  const event = await c.req.json();
  await supabase.rpc("google_calendar_read_account", { p_user_id: "x" }).abortSignal(
    AbortSignal.timeout(5_000),
  );
  const response = await fetch(
    `${Deno.env.get("GOOGLE_EMULATOR_URL")}/calendar/v3/calendars/primary/events`,
    {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer x" },
      body: JSON.stringify(event),
      signal: AbortSignal.timeout(10_000),
    },
  );
  return c.json(await response.json(), 201);
});
export default app;
