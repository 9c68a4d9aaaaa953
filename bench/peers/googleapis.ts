/** The whole `googleapis` package: the two calls, and no check at all. */
import { createClient } from "@supabase/supabase-js";
// deno-lint-ignore no-import-prefix -- as large as everything else together, and only for this
import { google } from "npm:googleapis@188.0.0";
import { Hono } from "hono";

const supabase = createClient(Deno.env.get("SUPABASE_URL")!, "key");
const app = new Hono();
app.post("*", async (c) => {
  const event = await c.req.json();
  await supabase.rpc("google_calendar_read_account", { p_user_id: "x" });
  const auth = new google.auth.OAuth2();
  auth.setCredentials({ access_token: "x" });
  const calendar = google.calendar({
    version: "v3",
    auth,
    rootUrl: `${Deno.env.get("GOOGLE_EMULATOR_URL")}/`,
  });
  const { data } = await calendar.events.insert({ calendarId: "primary", requestBody: event });
  return c.json(data, 201);
});
export default app;
