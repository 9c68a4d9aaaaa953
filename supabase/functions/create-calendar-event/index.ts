/**
 * `POST /create-calendar-event/users/{user}/calendar/events`: adds an event to the user's own
 * calendar.
 *
 * @module
 */
import { callerOf } from "../_shared/auth/caller.ts";
import { placeOf } from "../_shared/events/place.ts";
import { createEvent } from "../_shared/events/createEvent.ts";
import { toCalendarEvent } from "../_shared/events/event.ts";
import { createEventBody } from "../_shared/events/createSchema.ts";
import { createApp } from "../_shared/http/app.ts";
import { readBodyFor } from "../_shared/http/callerFields.ts";
import { withHeaderKey } from "../_shared/events/headers.ts";
import { noteEvent } from "../_shared/mirror/ownWrites.ts";
import { inOwnCalendar } from "../_shared/ownCalendar.ts";

const app = createApp("create-calendar-event");

app.post("/users/:user/calendar/events", async (c) => {
  const caller = await callerOf(c);
  const { userId, accountId, ...given } = await readBodyFor(c, createEventBody);
  const session = caller.actFor(userId);
  const body = withHeaderKey(given.body, c.req.header("idempotency-key"));

  const event = await inOwnCalendar(session, c.req.param("user"), c.var, async (calendar) => {
    const { event, replayed } = await createEvent(calendar, body);
    await noteEvent(calendar, event, c.var);
    return toCalendarEvent(event, placeOf(body.calendar_id, calendar.account), replayed);
  }, { accountId, resourceId: body.resource_id, calendarId: body.calendar_id });
  return c.json(event, event.replayed ? 200 : 201);
});

export default app;
