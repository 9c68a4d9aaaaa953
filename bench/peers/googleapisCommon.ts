/** `googleapis-common` as it comes, with its own HTTP client: the two calls, and no check at all. */
import { createClient } from "@supabase/supabase-js";
import { createAPIRequest, OAuth2Client } from "googleapis-common";
import { Hono } from "hono";

const supabase = createClient(Deno.env.get("SUPABASE_URL")!, "key");
const app = new Hono();
app.post("*", async (c) => {
  const event = await c.req.json();
  await supabase.rpc("google_calendar_read_account", { p_user_id: "x" });
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: "x" });
  const { data } = await createAPIRequest<object>({
    options: {
      url: `${Deno.env.get("GOOGLE_EMULATOR_URL")}/calendar/v3/calendars/{calendarId}/events`,
      method: "POST",
    },
    params: { calendarId: "primary", requestBody: event },
    requiredParams: ["calendarId"],
    pathParams: ["calendarId"],
    context: { _options: { auth } },
  });
  return c.json(data, 201);
});
export default app;
