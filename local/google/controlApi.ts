/**
 * The emulator's own HTTP API, for tests and tools in another process. JSON in, JSON out.
 *
 * @module
 */
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { bodies, read } from "./controlBodies.ts";
import { calendarControlRoutes } from "./controlCalendars.ts";
import { pushControlRoutes } from "./controlPushes.ts";
import { syncControlRoutes } from "./controlSync.ts";
import type { Fault, Faults } from "./faults/fault.ts";
import { type FaultName, faults as named } from "./faults/named.ts";
import type { Google } from "./types.ts";

/** Returns the fault of this name, or the fault itself, with another `times` if given. */
export function faultOf(nameOrFault: FaultName | Fault, times?: number | null): Fault {
  const found: Fault = typeof nameOrFault === "string" ? named[nameOrFault] : nameOrFault;
  return times === undefined ? found : { ...found, times };
}

export function controlRoutes(google: Google, faults: Faults): Hono {
  const app = new Hono();
  const known = (email: string) => {
    if (google.people.some((person) => person.email === email)) return email;
    throw new HTTPException(404, {
      res: Response.json({ error: "No such person" }, { status: 404 }),
    });
  };

  app.get("/emulator/clock", (c) => c.json({ now: new Date(google.clock.now()).toISOString() }));
  app.post("/emulator/clock", async (c) => {
    const { advance_seconds } = await read(c.req.raw, bodies.clock);
    google.clock.advance(advance_seconds);
    return c.json({ now: new Date(google.clock.now()).toISOString() });
  });

  app.get("/emulator/calls", (c) => {
    const endpoint = c.req.query("endpoint");
    const count = endpoint === undefined ? google.calls.length : google.count(endpoint);
    return c.json({ count, calls: google.calls });
  });
  app.delete("/emulator/calls", (c) => {
    google.resetCalls();
    return c.body(null, 204);
  });

  app.get("/emulator/faults", (c) => c.json(faults.list()));
  app.post("/emulator/fail", async (c) => {
    const { endpoint, fault, times } = await read(c.req.raw, bodies.fail);
    google.fail(endpoint, faultOf(fault, times));
    return c.json(faults.list());
  });
  app.delete("/emulator/faults", (c) => {
    faults.clear();
    return c.body(null, 204);
  });

  app.get("/emulator/people", (c) => c.json(google.people));
  app.get("/emulator/grants", (c) => c.json(google.grants(known(c.req.query("email") ?? ""))));
  app.get("/emulator/events", (c) => {
    const { email = "", calendar_id } = c.req.query();
    return c.json(refusing(() => google.events(known(email), calendar_id)));
  });
  app.get(
    "/emulator/notifications",
    (c) => c.json(google.notifications(c.req.query("event_id"))),
  );
  /** Answers 400 if the emulator refuses, because the calendar or the event does not exist. */
  const refusing = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      if (error instanceof HTTPException) throw error;
      const message = error instanceof Error ? error.message : String(error);
      throw new HTTPException(400, { res: Response.json({ error: message }, { status: 400 }) });
    }
  };
  app.route("/", calendarControlRoutes(google, { known, refusing }));
  app.route("/", syncControlRoutes(google, { known, refusing }));
  app.route("/", pushControlRoutes(google));
  app.post("/emulator/plant", async (c) => {
    const { email, event, calendar_id } = await read(c.req.raw, bodies.plant);
    const id = refusing(() => google.plant(known(email), event, calendar_id));
    return c.json({ id });
  });
  app.post("/emulator/omit-guests", async (c) => {
    const { email, event_id, others, calendar_id } = await read(c.req.raw, bodies.omitGuests);
    refusing(() => google.omitGuests(known(email), event_id, others, calendar_id));
    return c.body(null, 204);
  });
  app.post("/emulator/default-reminders", async (c) => {
    const { email, reminders, calendar_id } = await read(c.req.raw, bodies.defaultReminders);
    refusing(() => google.setDefaultReminders(known(email), reminders, calendar_id));
    return c.body(null, 204);
  });
  app.post("/emulator/rename", async (c) => {
    const { email, new_email } = await read(c.req.raw, bodies.rename);
    refusing(() => google.rename(known(email), new_email));
    return c.body(null, 204);
  });
  app.post("/emulator/revoke", async (c) => {
    google.revokeGrant(known((await read(c.req.raw, bodies.person)).email));
    return c.body(null, 204);
  });
  app.post("/emulator/expire", async (c) => {
    google.expireAccessTokens(known((await read(c.req.raw, bodies.person)).email));
    return c.body(null, 204);
  });
  app.post("/emulator/behaviour", async (c) => {
    const { email, ...behaviour } = await read(c.req.raw, bodies.behaviour);
    google.setBehaviour(known(email), behaviour);
    return c.body(null, 204);
  });

  return app;
}
