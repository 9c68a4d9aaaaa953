/**
 * `GET /calendar-connection/users/{user}`: whether the caller's calendar is connected, and what to do
 * if not.
 *
 * @module
 */
import { readOwnAccount } from "../_shared/callers.ts";
import { connectionOf } from "../_shared/connection.ts";
import { createApp } from "../_shared/http.ts";
import { authenticate } from "../_shared/session.ts";

const app = createApp("calendar-connection");

app.get("/users/:user", async (c) => {
  const session = await authenticate(c.req.header("authorization"), c.var);
  return c.json(connectionOf(await readOwnAccount(session, c.req.param("user"), c.var)));
});

export default app;
