/** Hono and nothing else: what a cold start costs at the least. */
import { Hono } from "hono";

const app = new Hono();
app.all("*", (c) => c.json({ ok: true }));
export default app;
