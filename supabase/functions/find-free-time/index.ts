/**
 * `GET /find-free-time/users/{user}`: the times at which the caller is busy in any of the given calendars,
 * and free in all of them; by Google, or by the calendars' mirror.
 *
 * @module
 */
import type { CalendarClient } from "../_shared/calendarClient.ts";
import { callerOf } from "../_shared/auth/caller.ts";
import { readOwnAccount } from "../_shared/auth/ownAccount.ts";
import { findFreeTime } from "../_shared/events/freeTime.ts";
import { readQueryFor } from "../_shared/http/callerFields.ts";
import { createApp } from "../_shared/http/app.ts";
import { freeTimeQuery } from "../_shared/events/querySchemas.ts";
import { mirroredFreeTime } from "../_shared/mirror/mirroredFreeTime.ts";
import { inOwnCalendar } from "../_shared/ownCalendar.ts";

const app = createApp("find-free-time");

app.get("/users/:user", async (c) => {
  const caller = await callerOf(c);
  const { userId, accountId, query: { source, ...query } } = readQueryFor(c, freeTimeQuery, [
    "calendar_id",
  ]);
  const session = caller.actFor(userId);
  const user = c.req.param("user");
  if (source === "mirror") {
    const account = await readOwnAccount(session, user, c.var, { accountId });
    return c.json(await mirroredFreeTime(account, query, c.var));
  }
  const find = (calendar: CalendarClient) => findFreeTime(calendar, query);
  const needs = { accountId, feature: "free_busy" } as const;
  return c.json(await inOwnCalendar(session, user, c.var, find, needs));
});

export default app;
