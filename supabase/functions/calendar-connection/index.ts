/**
 * `GET /calendar-connection/users/{user}`: tells which accounts are connected. `PATCH` makes one the default.
 * `DELETE` disconnects one, or all, at Google too.
 *
 * @module
 */
import type { Disconnected } from "../_shared/accounts/answers.ts";
import { makeDefault } from "../_shared/accounts/accounts.ts";
import { disconnect, disconnectAll } from "../_shared/accounts/disconnect.ts";
import { callerOf } from "../_shared/auth/caller.ts";
import { readOwnAccount } from "../_shared/auth/ownAccount.ts";
import { readOwnConnection } from "../_shared/auth/ownConnection.ts";
import { ApiError } from "../_shared/errors.ts";
import { createApp } from "../_shared/http/app.ts";
import { readCallerBody, readCallerFields } from "../_shared/http/callerFields.ts";
import { invalidRequest } from "../_shared/http/validation.ts";
import { stopAllChannels } from "../_shared/mirror/ends.ts";

const app = createApp("calendar-connection");

// Checked without zod, which would be half of what this function loads. See accounts/answers.ts.
const isTrue = (value: unknown) =>
  value === true ? undefined : value === undefined ? "is required" : "must be true";
const isFlag = (value: unknown) =>
  value === undefined || value === "true" || value === "false"
    ? undefined
    : "must be true or false";

app.get("/users/:user", async (c) => {
  const caller = await callerOf(c);
  const { userId, accountId } = readCallerFields(c);
  const session = caller.actFor(userId);
  return c.json(await readOwnConnection(session, c.req.param("user"), c.var, accountId));
});

app.patch("/users/:user", async (c) => {
  const caller = await callerOf(c);
  const { userId, accountId } = await readCallerBody(c, { is_default: isTrue });
  const session = caller.actFor(userId);
  if (accountId === undefined) {
    throw invalidRequest([{ path: "account_id", message: "is required" }]);
  }
  const { user } = c.req.param();
  await readOwnConnection(session, user, c.var, accountId);
  if (!await makeDefault(session.userId, accountId, c.var)) {
    throw new ApiError("account_not_found");
  }
  return c.json(await readOwnConnection(session, user, c.var));
});

app.delete("/users/:user", async (c) => {
  const caller = await callerOf(c, { live: true });
  const { userId, accountId, others } = readCallerFields(c, { all: isFlag });
  const session = caller.actFor(userId);
  const all = others.all === "true";
  if (all && accountId !== undefined) {
    throw invalidRequest([{ path: "all", message: "cannot stand beside account_id" }]);
  }
  const { user } = c.req.param();
  let revoked: boolean;
  if (all) {
    const { accounts } = await readOwnConnection(session, user, c.var);
    // Without an account there may still be authorization requests to refuse.
    const ids = accounts.length > 0 ? accounts.map((one) => one.account_id!) : [session.userId];
    revoked = await disconnectAll(session.userId, ids, c.var, stopAllChannels);
  } else {
    const account = await readOwnAccount(session, user, c.var, { accountId });
    revoked = await disconnect(account, c.var, stopAllChannels);
  }
  const connection = await readOwnConnection(session, user, c.var);
  return c.json({ ...connection, revoked } satisfies Disconnected);
});

export default app;
