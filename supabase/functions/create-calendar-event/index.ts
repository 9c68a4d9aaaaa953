/**
 * `POST /create-calendar-event/users/{user}/calendar/events`: adds an event to the caller's own
 * calendar.
 *
 * @module
 */
import { signedIn } from "../_shared/auth/session.ts";
import { placeOf } from "../_shared/events/place.ts";
import { createEvent } from "../_shared/events/createEvent.ts";
import { toCalendarEvent } from "../_shared/events/event.ts";
import { createEventBody } from "../_shared/events/createSchema.ts";
import { createApp, readBody } from "../_shared/http/app.ts";
import { withHeaderKey } from "../_shared/events/headers.ts";
import { inOwnCalendar } from "../_shared/ownCalendar.ts";

const app = createApp("create-calendar-event");

app.post("/users/:user/calendar/events", async (c) => {
  const session = await signedIn(c);
  const body = withHeaderKey(await readBody(c, createEventBody), c.req.header("idempotency-key"));

  const event = await inOwnCalendar(session, c.req.param("user"), c.var, async (calendar) => {
    const { event, replayed } = await createEvent(calendar, body);
    return toCalendarEvent(event, placeOf(body.calendar_id, calendar.account), replayed);
  }, { resourceId: body.resource_id });
  return c.json(event, event.replayed ? 200 : 201);
});

export default app;
