/**
 * `GET /list-calendars/users/{user}`: the calendars of every connected account, or of one.
 *
 * @module
 */
import { connectionQuery } from "../_shared/accounts/schemas.ts";
import { readOwnConnection } from "../_shared/auth/ownAccount.ts";
import { signedIn } from "../_shared/auth/session.ts";
import { listCalendars } from "../_shared/calendars/listCalendars.ts";
import { ApiError } from "../_shared/errors.ts";
import { createApp, readQuery } from "../_shared/http/app.ts";

const app = createApp("list-calendars");

app.get("/users/:user", async (c) => {
  const session = await signedIn(c);
  const { account_id } = readQuery(c, connectionQuery);
  const { user } = c.req.param();
  const named = await readOwnConnection(session, user, c.var, account_id);
  const accounts = account_id === undefined ? named.accounts : [named];
  if (accounts.length === 0) throw new ApiError("calendar_not_connected");
  const ids = accounts.map((account) => account.account_id!);
  return c.json(await listCalendars(session.userId, ids, c.var));
});

export default app;
