/**
 * `GET /find-free-time/users/{user}`: the times at which the caller is busy in any of the given calendars,
 * and free in all of them.
 *
 * @module
 */
import type { CalendarClient } from "../_shared/calendarClient.ts";
import { signedIn } from "../_shared/auth/session.ts";
import { findFreeTime } from "../_shared/events/freeTime.ts";
import { createApp, readQuery } from "../_shared/http/app.ts";
import { freeTimeQuery } from "../_shared/events/querySchemas.ts";
import { inOwnCalendar } from "../_shared/ownCalendar.ts";

const app = createApp("find-free-time");

app.get("/users/:user", async (c) => {
  const session = await signedIn(c);
  const query = readQuery(c, freeTimeQuery, ["calendar_id"]);
  const find = (calendar: CalendarClient) => findFreeTime(calendar, query);
  const needs = { feature: "free_busy" } as const;
  return c.json(await inOwnCalendar(session, c.req.param("user"), c.var, find, needs));
});

export default app;
