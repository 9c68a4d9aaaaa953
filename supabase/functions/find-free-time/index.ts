/**
 * `GET /find-free-time/users/{user}`: when the caller is busy in any of some calendars, and free in all
 * of them.
 *
 * @module
 */
import { loadGoogleLibrary } from "../_shared/calendarClient.ts";
import { readOwnAccount } from "../_shared/auth/ownAccount.ts";
import { findFreeTime } from "../_shared/events/freeTime.ts";
import { createApp, readQuery } from "../_shared/http/app.ts";
import { freeTimeQuery } from "../_shared/events/querySchemas.ts";
import { authenticate } from "../_shared/auth/session.ts";
import { inCalendar } from "../_shared/events/startOver.ts";

const app = createApp("find-free-time");

app.get("/users/:user", async (c) => {
  const session = await authenticate(c.req.header("authorization"), c.var);
  const query = readQuery(c, freeTimeQuery, ["calendar_id"]);
  const [account] = await Promise.all([
    readOwnAccount(session, c.req.param("user"), c.var, { callsGoogle: true }),
    loadGoogleLibrary(),
  ]);
  return c.json(
    await inCalendar(account, c.var, (calendar) => findFreeTime(calendar, query), "free_busy"),
  );
});

export default app;
