/**
 * The given packages in the leanest way that was found, the same two calls and no check at all: what
 * Hono, `supabase-js` and `googleapis-common` cost by themselves.
 */
import { createClient } from "@supabase/supabase-js";
import { createAPIRequest } from "googleapis-common/build/src/apirequest.js";
import { Hono } from "hono";

const supabase = createClient(Deno.env.get("SUPABASE_URL")!, "key", {
  accessToken: () => Promise.resolve(null),
});

interface Built {
  url: string;
  headers: Headers;
  data: object;
}
const auth = {
  async request({ url, headers, data }: Built) {
    headers.set("content-type", "application/json");
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(data) });
    return { data: await response.json() };
  },
};

const app = new Hono();
app.post("*", async (c) => {
  const event = await c.req.json();
  await supabase.rpc("google_calendar_read_account", { p_user_id: "x" });
  const { data } = await createAPIRequest<object>({
    options: {
      url: `${Deno.env.get("GOOGLE_EMULATOR_URL")}/calendar/v3/calendars/{calendarId}/events`,
      method: "POST",
    },
    params: { calendarId: "primary", requestBody: event },
    requiredParams: ["calendarId"],
    pathParams: ["calendarId"],
    context: { _options: { auth: auth as never } },
  });
  return c.json(data, 201);
});
export default app;
