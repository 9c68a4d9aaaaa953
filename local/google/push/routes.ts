/**
 * events.watch, calendarList.watch and channels.stop.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import { accessTo, requireScope, requireToken } from "../calendar/access.ts";
import { jsonBody } from "../calendar/jsonBody.ts";
import type { World } from "../world.ts";
import { openChannel, resourceUri, stopChannel, type Watched } from "./channel.ts";
import type { Deliverer } from "./deliverer.ts";

export function pushRoutes(world: World, pushes: Deliverer): Hono {
  const app = new Hono().basePath("/calendar/v3");

  async function watch(c: Context, watched: Watched) {
    const body = await jsonBody(c);
    const channel = openChannel(world, watched, body, pushes.lifetime);
    await pushes.opened(channel);
    const { id, token, resource_id, expires_at } = channel;
    return c.json({
      kind: "api#channel",
      id,
      resourceId: resource_id,
      resourceUri: resourceUri(world, channel),
      ...(token === undefined ? {} : { token }),
      expiration: String(expires_at),
    });
  }

  app.post("/calendars/:calendarId/events/watch", (c) => {
    const caller = requireScope(c, world, "Events.Watch");
    const { calendar } = accessTo(world, caller, c.req.param("calendarId"));
    const { client_id } = requireToken(c, world);
    return watch(c, { sub: caller.person.sub, client_id, calendar });
  });

  app.post("/users/me/calendarList/watch", (c) => {
    const { person } = requireScope(c, world, "CalendarList.Watch");
    const { client_id } = requireToken(c, world);
    return watch(c, { sub: person.sub, client_id, calendar: null });
  });

  app.post("/channels/stop", async (c) => {
    requireScope(c, world, "Channels.Stop");
    stopChannel(world, requireToken(c, world), await jsonBody(c));
    return c.body(null, 204);
  });

  return app;
}
