/**
 * `/emulator/pushes` and `/emulator/push`: watches, holds and forges push messages from another process.
 *
 * @module
 */
import { Hono } from "hono";
import { bodies, read } from "./controlBodies.ts";
import type { Google } from "./types.ts";

export function pushControlRoutes(google: Google): Hono {
  const app = new Hono().basePath("/emulator");
  const { pushes } = google;

  app.get("/channels", (c) => c.json(google.channels()));
  app.get("/pushes", (c) => c.json({ waiting: pushes.waiting(), attempts: pushes.attempts }));
  app.delete("/pushes", (c) => {
    pushes.attempts.splice(0);
    return c.body(null, 204);
  });
  app.post("/pushes/plan", async (c) => {
    pushes.plan(await read(c.req.raw, bodies.pushPlan));
    return c.body(null, 204);
  });
  app.post("/pushes/hold", (c) => {
    pushes.hold();
    return c.body(null, 204);
  });
  app.post("/pushes/release", async (c) => {
    const { count } = await read(c.req.raw, bodies.release);
    return c.json({ sent: await pushes.release(count) });
  });
  app.post("/push", async (c) => {
    const message = await read(c.req.raw, bodies.forge);
    return c.json({ status: await pushes.forge(message) });
  });

  return app;
}
