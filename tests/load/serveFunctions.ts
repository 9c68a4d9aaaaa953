/**
 * What an instance runs: the functions that a load needs, each by its own default export.
 *
 * @module
 */
import calendarConnection from "../../supabase/functions/calendar-connection/index.ts";
import createCalendarEvent from "../../supabase/functions/create-calendar-event/index.ts";
import oauthCallback from "../../supabase/functions/oauth-callback/index.ts";
import oauthInitiate from "../../supabase/functions/oauth-initiate/index.ts";

const apps = {
  "calendar-connection": calendarConnection,
  "create-calendar-event": createCalendarEvent,
  "oauth-callback": oauthCallback,
  "oauth-initiate": oauthInitiate,
};

Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => console.log(`Listening on http://127.0.0.1:${port}`),
}, (request) => {
  const [, name = ""] = new URL(request.url).pathname.split("/");
  if (name === "memory") {
    // What is left once everything that nobody holds is gone. There with `--expose-gc`.
    (globalThis as { gc?: () => void }).gc?.();
    return Response.json(Deno.memoryUsage());
  }
  return name in apps
    ? apps[name as keyof typeof apps].fetch(request)
    : new Response(null, { status: 404 });
});
