/**
 * `GET /calendar-connection/users/{user}`: tells whether the caller's calendar is connected. `DELETE`:
 * disconnects it, at Google too.
 *
 * @module
 */
import type { Disconnected } from "../_shared/accounts/answers.ts";
import { readOwnAccount } from "../_shared/auth/ownAccount.ts";
import { connectionOf } from "../_shared/accounts/connection.ts";
import { disconnect } from "../_shared/accounts/disconnect.ts";
import { createApp } from "../_shared/http/app.ts";
import { signedIn } from "../_shared/auth/session.ts";

const app = createApp("calendar-connection");

app.get("/users/:user", async (c) => {
  const session = await signedIn(c);
  return c.json(connectionOf(await readOwnAccount(session, c.req.param("user"), c.var)));
});

app.delete("/users/:user", async (c) => {
  const session = await signedIn(c, { live: true });
  const { user } = c.req.param();
  const revoked = await disconnect(await readOwnAccount(session, user, c.var), c.var);
  const connection = connectionOf(await readOwnAccount(session, user, c.var));
  return c.json({ ...connection, revoked } satisfies Disconnected);
});

export default app;
