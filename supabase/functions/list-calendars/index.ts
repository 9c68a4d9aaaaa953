/**
 * `GET /list-calendars/users/{user}`: the calendars of every connected account, or of one.
 *
 * @module
 */
import { callerOf } from "../_shared/auth/caller.ts";
import { readOwnConnection } from "../_shared/auth/ownConnection.ts";
import { listCalendars } from "../_shared/calendars/listCalendars.ts";
import { ApiError } from "../_shared/errors.ts";
import { createApp } from "../_shared/http/app.ts";
import { readCallerFields } from "../_shared/http/callerFields.ts";

const app = createApp("list-calendars");

app.get("/users/:user", async (c) => {
  const caller = await callerOf(c);
  const { userId, accountId } = readCallerFields(c);
  const session = caller.actFor(userId);
  const named = await readOwnConnection(session, c.req.param("user"), c.var, accountId);
  const accounts = accountId === undefined ? named.accounts : [named];
  if (accounts.length === 0) throw new ApiError("calendar_not_connected");
  const ids = accounts.map((account) => account.account_id!);
  return c.json(await listCalendars(session.userId, ids, c.var));
});

export default app;
