/**
 * `GET /calendar-connection/users/{user}`: tells which accounts are connected. `PATCH` makes one the default.
 * `DELETE` disconnects one, or all, at Google too.
 *
 * @module
 */
import type { Disconnected } from "../_shared/accounts/answers.ts";
import { makeDefault } from "../_shared/accounts/accounts.ts";
import { disconnect, disconnectAll } from "../_shared/accounts/disconnect.ts";
import { connectionQuery, defaultBody, disconnectQuery } from "../_shared/accounts/schemas.ts";
import { readOwnAccount } from "../_shared/auth/ownAccount.ts";
import { readOwnConnection } from "../_shared/auth/ownConnection.ts";
import { signedIn } from "../_shared/auth/session.ts";
import { ApiError } from "../_shared/errors.ts";
import { createApp, readBody, readQuery } from "../_shared/http/app.ts";

const app = createApp("calendar-connection");

app.get("/users/:user", async (c) => {
  const session = await signedIn(c);
  const { account_id } = readQuery(c, connectionQuery);
  return c.json(await readOwnConnection(session, c.req.param("user"), c.var, account_id));
});

app.patch("/users/:user", async (c) => {
  const session = await signedIn(c);
  const { account_id } = await readBody(c, defaultBody);
  const { user } = c.req.param();
  await readOwnConnection(session, user, c.var, account_id);
  if (!await makeDefault(session.userId, account_id, c.var)) {
    throw new ApiError("account_not_found");
  }
  return c.json(await readOwnConnection(session, user, c.var));
});

app.delete("/users/:user", async (c) => {
  const session = await signedIn(c, { live: true });
  const { account_id, all } = readQuery(c, disconnectQuery);
  const { user } = c.req.param();
  let revoked: boolean;
  if (all) {
    const { accounts } = await readOwnConnection(session, user, c.var);
    // Without an account there may still be authorization requests to refuse.
    const ids = accounts.length > 0 ? accounts.map((one) => one.account_id!) : [session.userId];
    revoked = await disconnectAll(session.userId, ids, c.var);
  } else {
    const account = await readOwnAccount(session, user, c.var, { accountId: account_id });
    revoked = await disconnect(account, c.var);
  }
  const connection = await readOwnConnection(session, user, c.var);
  return c.json({ ...connection, revoked } satisfies Disconnected);
});

export default app;
