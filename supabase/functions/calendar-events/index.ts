/**
 * `GET /calendar-events/users/{user}` lists the caller's events; `GET`, `PATCH` and `DELETE` of
 * `/users/{user}/{event_id}` read, change and remove one event, and `POST` of its `/response` answers an
 * invitation. The id names a series or one occurrence.
 *
 * @module
 */
import { callerOf } from "../_shared/auth/caller.ts";
import type { CalendarClient } from "../_shared/calendarClient.ts";
import { removeEvent } from "../_shared/events/changeEvent.ts";
import { changeFollowing } from "../_shared/series/changeFollowing.ts";
import { removeFollowing } from "../_shared/series/removeFollowing.ts";
import { placeOf } from "../_shared/events/place.ts";
import { toCalendarEvent } from "../_shared/events/event.ts";
import { changeEventBody } from "../_shared/events/changeSchema.ts";
import { createApp } from "../_shared/http/app.ts";
import { readBodyFor, readQueryFor } from "../_shared/http/callerFields.ts";
import { withHeaderEtag } from "../_shared/events/headers.ts";
import { listEvents } from "../_shared/events/listEvents.ts";
import { eventQuery, listQuery, removeQuery } from "../_shared/events/querySchemas.ts";
import { parseEventId, readEvent } from "../_shared/events/readEvent.ts";
import { respondToEvent } from "../_shared/events/respondToEvent.ts";
import { responseBody } from "../_shared/events/responseSchema.ts";
import { noteEvent, noteFollowing, noteRemoval } from "../_shared/mirror/ownWrites.ts";
import { inOwnCalendar, openOwnCalendar } from "../_shared/ownCalendar.ts";
import { updateEvent } from "../_shared/events/updateEvent.ts";

const app = createApp("calendar-events");

app.get("/users/:user", async (c) => {
  const caller = await callerOf(c);
  const { userId, accountId, query } = readQueryFor(c, listQuery, ["event_type"]);
  const session = caller.actFor(userId);
  const user = c.req.param("user");
  const list = (calendar: CalendarClient) => listEvents(calendar, query);
  // A page token is of the account whose list it continues.
  return c.json(
    query.page_token === undefined
      ? await inOwnCalendar(session, user, c.var, list, { accountId })
      : await list(await openOwnCalendar(session, user, c.var, { accountId })),
  );
});

app.get("/users/:user/:event_id", async (c) => {
  const caller = await callerOf(c);
  const { userId, accountId, query: { calendar_id: calendarId } } = readQueryFor(c, eventQuery);
  const session = caller.actFor(userId);
  const eventId = parseEventId(c.req.param("event_id"));
  const calendar = await openOwnCalendar(session, c.req.param("user"), c.var, { accountId });
  const event = await readEvent(calendar, { calendarId, eventId });
  return c.json(toCalendarEvent(event, placeOf(calendarId, calendar.account)));
});

app.patch("/users/:user/:event_id", async (c) => {
  const caller = await callerOf(c);
  const eventId = parseEventId(c.req.param("event_id"));
  const { userId, accountId, ...given } = await readBodyFor(c, changeEventBody);
  const session = caller.actFor(userId);
  const body = withHeaderEtag(given.body, c.req.header("if-match"));
  const calendar = await openOwnCalendar(session, c.req.param("user"), c.var, {
    accountId,
    resourceId: body.resource_id,
    resourceMayBeGone: true,
    calendarId: body.calendar_id,
  });
  const address = { calendarId: body.calendar_id, eventId };
  const isFollowing = body.scope === "following";
  const update = isFollowing ? changeFollowing : updateEvent;
  const event = await update(calendar, address, body, c.var);
  if (isFollowing) await noteFollowing(calendar, c.var);
  else await noteEvent(calendar, event, c.var);
  return c.json(toCalendarEvent(event, placeOf(body.calendar_id, calendar.account)));
});

app.delete("/users/:user/:event_id", async (c) => {
  const caller = await callerOf(c);
  const eventId = parseEventId(c.req.param("event_id"));
  const { userId, accountId, ...given } = readQueryFor(c, removeQuery);
  const session = caller.actFor(userId);
  const query = withHeaderEtag(given.query, c.req.header("if-match"));
  const calendar = await openOwnCalendar(session, c.req.param("user"), c.var, {
    accountId,
    calendarId: query.calendar_id,
  });
  const removal = {
    address: { calendarId: query.calendar_id, eventId },
    ifMatch: query.if_match,
    sendUpdates: query.send_updates,
  };
  if (query.scope === "following") {
    await removeFollowing(calendar, removal, c.var);
    await noteFollowing(calendar, c.var);
  } else {
    await removeEvent(calendar, removal.address, removal);
    await noteRemoval(calendar, eventId, c.var);
  }
  return c.body(null, 204);
});

app.post("/users/:user/:event_id/response", async (c) => {
  const caller = await callerOf(c);
  const eventId = parseEventId(c.req.param("event_id"));
  const { userId, accountId, ...given } = await readBodyFor(c, responseBody);
  const session = caller.actFor(userId);
  const body = withHeaderEtag(given.body, c.req.header("if-match"));
  const calendar = await openOwnCalendar(session, c.req.param("user"), c.var, {
    accountId,
    calendarId: body.calendar_id,
  });
  const address = { calendarId: body.calendar_id, eventId };
  const event = await respondToEvent(calendar, address, body, c.var);
  await noteEvent(calendar, event, c.var);
  return c.json(toCalendarEvent(event, placeOf(body.calendar_id, calendar.account)));
});

export default app;
