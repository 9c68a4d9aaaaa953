/**
 * `GET /calendar-events/users/{user}` lists the caller's events; `GET`, `PATCH` and `DELETE` of
 * `/users/{user}/{event_id}` read, change and remove one event, and `POST` of its `/response` answers an
 * invitation. The id names a series or one occurrence.
 *
 * @module
 */
import { signedIn } from "../_shared/auth/session.ts";
import type { CalendarClient } from "../_shared/calendarClient.ts";
import { removeEvent } from "../_shared/events/changeEvent.ts";
import { changeFollowing } from "../_shared/series/changeFollowing.ts";
import { removeFollowing } from "../_shared/series/removeFollowing.ts";
import { placeOf } from "../_shared/events/place.ts";
import { toCalendarEvent } from "../_shared/events/event.ts";
import { changeEventBody } from "../_shared/events/changeSchema.ts";
import { createApp, readBody, readQuery } from "../_shared/http/app.ts";
import { withHeaderEtag } from "../_shared/events/headers.ts";
import { listEvents } from "../_shared/events/listEvents.ts";
import { eventQuery, listQuery, removeQuery } from "../_shared/events/querySchemas.ts";
import { parseEventId, readEvent } from "../_shared/events/readEvent.ts";
import { respondToEvent } from "../_shared/events/respondToEvent.ts";
import { responseBody } from "../_shared/events/responseSchema.ts";
import { inOwnCalendar, openOwnCalendar } from "../_shared/ownCalendar.ts";
import { updateEvent } from "../_shared/events/updateEvent.ts";

const app = createApp("calendar-events");

app.get("/users/:user", async (c) => {
  const session = await signedIn(c);
  const query = readQuery(c, listQuery, ["event_type"]);
  const user = c.req.param("user");
  const list = (calendar: CalendarClient) => listEvents(calendar, query);
  // A page token is of the account whose list it continues.
  return c.json(
    query.page_token === undefined
      ? await inOwnCalendar(session, user, c.var, list)
      : await list(await openOwnCalendar(session, user, c.var)),
  );
});

app.get("/users/:user/:event_id", async (c) => {
  const session = await signedIn(c);
  const { calendar_id: calendarId } = readQuery(c, eventQuery);
  const eventId = parseEventId(c.req.param("event_id"));
  const calendar = await openOwnCalendar(session, c.req.param("user"), c.var);
  const event = await readEvent(calendar, { calendarId, eventId });
  return c.json(toCalendarEvent(event, placeOf(calendarId, calendar.account)));
});

app.patch("/users/:user/:event_id", async (c) => {
  const session = await signedIn(c);
  const eventId = parseEventId(c.req.param("event_id"));
  const body = withHeaderEtag(await readBody(c, changeEventBody), c.req.header("if-match"));
  const calendar = await openOwnCalendar(session, c.req.param("user"), c.var, {
    resourceId: body.resource_id,
    resourceMayBeGone: true,
  });
  const address = { calendarId: body.calendar_id, eventId };
  const update = body.scope === "following" ? changeFollowing : updateEvent;
  const event = await update(calendar, address, body, c.var);
  return c.json(toCalendarEvent(event, placeOf(body.calendar_id, calendar.account)));
});

app.delete("/users/:user/:event_id", async (c) => {
  const session = await signedIn(c);
  const eventId = parseEventId(c.req.param("event_id"));
  const query = withHeaderEtag(readQuery(c, removeQuery), c.req.header("if-match"));
  const calendar = await openOwnCalendar(session, c.req.param("user"), c.var);
  const removal = {
    address: { calendarId: query.calendar_id, eventId },
    ifMatch: query.if_match,
    sendUpdates: query.send_updates,
  };
  if (query.scope === "following") await removeFollowing(calendar, removal, c.var);
  else await removeEvent(calendar, removal.address, removal);
  return c.body(null, 204);
});

app.post("/users/:user/:event_id/response", async (c) => {
  const session = await signedIn(c);
  const eventId = parseEventId(c.req.param("event_id"));
  const body = withHeaderEtag(await readBody(c, responseBody), c.req.header("if-match"));
  const calendar = await openOwnCalendar(session, c.req.param("user"), c.var);
  const address = { calendarId: body.calendar_id, eventId };
  const event = await respondToEvent(calendar, address, body, c.var);
  return c.json(toCalendarEvent(event, placeOf(body.calendar_id, calendar.account)));
});

export default app;
