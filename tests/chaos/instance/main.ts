/**
 * What an instance of the chaos test runs: the functions, each by its own default export, and the routes
 * by which the test strikes them.
 *
 * @module
 */
import calendarConnection from "../../../supabase/functions/calendar-connection/index.ts";
import calendarEvents from "../../../supabase/functions/calendar-events/index.ts";
import calendarPush from "../../../supabase/functions/calendar-push/index.ts";
import createCalendarEvent from "../../../supabase/functions/create-calendar-event/index.ts";
import oauthCallback from "../../../supabase/functions/oauth-callback/index.ts";
import oauthInitiate from "../../../supabase/functions/oauth-initiate/index.ts";
import syncCalendars from "../../../supabase/functions/sync-calendars/index.ts";
import { arm, idle, inFlow, struck, thaw, watch } from "./flows.ts";

const apps = {
  "calendar-connection": calendarConnection,
  "calendar-events": calendarEvents,
  "calendar-push": calendarPush,
  "create-calendar-event": createCalendarEvent,
  "oauth-callback": oauthCallback,
  "oauth-initiate": oauthInitiate,
  "sync-calendars": syncCalendars,
};

/** The test's own routes. */
async function strike(request: Request): Promise<Response> {
  const [, , action] = new URL(request.url).pathname.split("/");
  if (action === "arm") arm(await request.json());
  else if (action === "thaw") thaw();
  else if (action === "idle") await idle();
  return Response.json(struck);
}

watch();
Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => console.log(`Listening on http://127.0.0.1:${port}`),
}, (request) => {
  const [, name = ""] = new URL(request.url).pathname.split("/");
  if (name === "chaos") return strike(request);
  return name in apps
    ? inFlow(() => apps[name as keyof typeof apps].fetch(request))
    : new Response(null, { status: 404 });
});
