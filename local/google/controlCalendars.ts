/**
 * `/emulator/calendars`: makes, shares, changes and deletes calendars from another process.
 *
 * @module
 */
import { Hono } from "hono";
import { bodies, read } from "./controlBodies.ts";
import type { Google } from "./types.ts";

/** What the routes of the emulator's own API share. */
export interface ControlHelpers {
  /** Returns the address of a person. Answers 404 if there is none. */
  known(email: string): string;
  /** Answers 400 if the emulator refuses. */
  refusing<T>(action: () => T): T;
}

export function calendarControlRoutes(google: Google, { known, refusing }: ControlHelpers): Hono {
  const app = new Hono().basePath("/emulator/calendars");

  app.get("/", (c) => c.json(google.calendars(known(c.req.query("email") ?? ""))));
  app.post("/", async (c) => {
    const { email, ...calendar } = await read(c.req.raw, bodies.newCalendar);
    return c.json({ id: refusing(() => google.addCalendar(known(email), calendar)) });
  });
  app.post("/share", async (c) => {
    const { calendar_id, email, role } = await read(c.req.raw, bodies.share);
    refusing(() => google.shareCalendar(calendar_id, known(email), role));
    return c.body(null, 204);
  });
  app.patch("/", async (c) => {
    const { email, calendar_id, ...settings } = await read(c.req.raw, bodies.calendarEntry);
    refusing(() => google.changeCalendarEntry(known(email), calendar_id, settings));
    return c.body(null, 204);
  });
  app.post("/change", async (c) => {
    const { calendar_id, ...changes } = await read(c.req.raw, bodies.changeCalendar);
    refusing(() => google.changeCalendar(calendar_id, changes));
    return c.body(null, 204);
  });
  app.delete("/", async (c) => {
    const { calendar_id } = await read(c.req.raw, bodies.calendar);
    refusing(() => google.deleteCalendar(calendar_id));
    return c.body(null, 204);
  });

  return app;
}
