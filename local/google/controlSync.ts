/**
 * `/emulator/sync` and what belongs to it: changes what clients that synchronize meet, from another process.
 *
 * @module
 */
import { Hono } from "hono";
import { bodies, read } from "./controlBodies.ts";
import type { ControlHelpers } from "./controlCalendars.ts";
import type { Google } from "./types.ts";

export function syncControlRoutes(google: Google, { known, refusing }: ControlHelpers): Hono {
  const app = new Hono().basePath("/emulator");

  app.post("/sync", async (c) => {
    const { calendar_id, ...settings } = await read(c.req.raw, bodies.sync);
    refusing(() => google.setSync(settings, calendar_id));
    return c.body(null, 204);
  });
  app.post("/sync/expire", async (c) => {
    const { calendar_id } = await read(c.req.raw, bodies.syncExpire);
    refusing(() => google.expireSyncTokens(calendar_id));
    return c.body(null, 204);
  });
  app.get("/expected", (c) => {
    const { email = "", calendar_id = "primary", from = "", until = "" } = c.req.query();
    return c.json(refusing(() => ({
      events: google.expected(known(email), calendar_id, from, until),
      series: google.expectedSeries(known(email), calendar_id, from, until),
    })));
  });
  app.post("/undo-exception", async (c) => {
    const { email, event_id, calendar_id } = await read(c.req.raw, bodies.undoException);
    refusing(() => google.undoException(known(email), event_id, calendar_id));
    return c.body(null, 204);
  });

  return app;
}
