/**
 * `GET /calendar-connection/users/{user}`: tells whether the caller's calendar is connected. `DELETE`:
 * disconnects it, at Google too.
 *
 * @module
 */
import type { Disconnected } from "../_shared/accounts/answers.ts";
import { callerOf } from "../_shared/auth/caller.ts";
import { readOwnAccount } from "../_shared/auth/ownAccount.ts";
import { connectionOf } from "../_shared/accounts/connection.ts";
import { disconnect } from "../_shared/accounts/disconnect.ts";
import { readCallerFields } from "../_shared/http/callerFields.ts";
import { createApp } from "../_shared/http/app.ts";

const app = createApp("calendar-connection");

app.get("/users/:user", async (c) => {
  const caller = await callerOf(c);
  const { userId, accountId } = readCallerFields(c);
  const session = caller.actFor(userId);
  const account = await readOwnAccount(session, c.req.param("user"), c.var, { accountId });
  return c.json(connectionOf(account));
});

app.delete("/users/:user", async (c) => {
  const caller = await callerOf(c, { live: true });
  const { userId, accountId } = readCallerFields(c);
  const session = caller.actFor(userId);
  const read = () => readOwnAccount(session, c.req.param("user"), c.var, { accountId });
  const revoked = await disconnect(await read(), c.var);
  const connection = connectionOf(await read());
  return c.json({ ...connection, revoked } satisfies Disconnected);
});

export default app;
