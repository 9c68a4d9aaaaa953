/**
 * `GET /find-free-time/users/{user}`: the times at which the caller is busy in any of the given calendars,
 * and free in all of them.
 *
 * @module
 */
import type { CalendarClient } from "../_shared/calendarClient.ts";
import { callerOf } from "../_shared/auth/caller.ts";
import { findFreeTime } from "../_shared/events/freeTime.ts";
import { readQueryFor } from "../_shared/http/callerFields.ts";
import { createApp } from "../_shared/http/app.ts";
import { freeTimeQuery } from "../_shared/events/querySchemas.ts";
import { inOwnCalendar } from "../_shared/ownCalendar.ts";

const app = createApp("find-free-time");

app.get("/users/:user", async (c) => {
  const caller = await callerOf(c);
  const { userId, accountId, query } = readQueryFor(c, freeTimeQuery, ["calendar_id"]);
  const session = caller.actFor(userId);
  const find = (calendar: CalendarClient) => findFreeTime(calendar, query);
  const needs = { accountId, feature: "free_busy" } as const;
  return c.json(await inOwnCalendar(session, c.req.param("user"), c.var, find, needs));
});

export default app;
