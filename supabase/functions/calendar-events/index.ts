/**
 * `GET /calendar-events/users/{user}` lists the caller's events; `GET`, `PATCH` and `DELETE` of
 * `/users/{user}/{event_id}` read, change and remove one. The id decides: a series, or one occurrence.
 *
 * @module
 */
import { loadGoogleLibrary, openCalendar } from "../_shared/calendarClient.ts";
import { readOwnAccount } from "../_shared/callers.ts";
import { eventIdOf, readEvent, removeEvent } from "../_shared/changeEvent.ts";
import { calendarNameOf } from "../_shared/calendarName.ts";
import { toCalendarEvent } from "../_shared/event.ts";
import { changeEventBody } from "../_shared/eventSchema.ts";
import { type AppContext, createApp, readBody, readQuery } from "../_shared/http.ts";
import { withHeaderEtag } from "../_shared/headerValues.ts";
import { linkedResource } from "../_shared/linkedResource.ts";
import { listEvents } from "../_shared/listEvents.ts";
import { eventQuery, listQuery, removeQuery } from "../_shared/querySchemas.ts";
import { authenticate, type Session } from "../_shared/session.ts";
import { updateEvent } from "../_shared/updateEvent.ts";

const app = createApp("calendar-events");

/** The caller's account, read while the Google library loads. */
async function accountOf(c: AppContext, session: Session, resourceId?: string) {
  const [account] = await Promise.all([
    readOwnAccount(session, c.req.param("user")!, c.var, resourceId),
    loadGoogleLibrary(),
  ]);
  return account;
}

app.get("/users/:user", async (c) => {
  const session = await authenticate(c.req.header("authorization"), c.var);
  const query = readQuery(c, listQuery, ["event_type"]);
  const calendar = await openCalendar(await accountOf(c, session), c.var);
  return c.json(await listEvents(calendar, query));
});

app.get("/users/:user/:event_id", async (c) => {
  const session = await authenticate(c.req.header("authorization"), c.var);
  const { calendar_id: calendarId } = readQuery(c, eventQuery);
  const eventId = eventIdOf(c.req.param("event_id"));
  const calendar = await openCalendar(await accountOf(c, session), c.var);
  const event = await readEvent(calendar, { calendarId, eventId });
  return c.json(toCalendarEvent(event, calendarNameOf(calendarId, calendar.account)));
});

app.patch("/users/:user/:event_id", async (c) => {
  const session = await authenticate(c.req.header("authorization"), c.var);
  const eventId = eventIdOf(c.req.param("event_id"));
  const body = withHeaderEtag(await readBody(c, changeEventBody), c.req.header("if-match"));
  const account = await accountOf(c, session, body.resource_id ?? undefined);
  const calendar = await openCalendar(account, c.var);
  const address = { calendarId: body.calendar_id, eventId };
  const event = await updateEvent(calendar, address, body, {
    isKnown: account.resourceName !== null,
    of: (id) => linkedResource(id, account),
  });
  return c.json(toCalendarEvent(event, calendarNameOf(body.calendar_id, calendar.account)));
});

app.delete("/users/:user/:event_id", async (c) => {
  const session = await authenticate(c.req.header("authorization"), c.var);
  const eventId = eventIdOf(c.req.param("event_id"));
  const query = withHeaderEtag(readQuery(c, removeQuery), c.req.header("if-match"));
  const calendar = await openCalendar(await accountOf(c, session), c.var);
  await removeEvent(calendar, { calendarId: query.calendar_id, eventId }, {
    ifMatch: query.if_match,
    sendUpdates: query.send_updates,
  });
  return c.body(null, 204);
});

export default app;
