/**
 * `POST /create-calendar-event/users/{user}/calendar/events`: adds an event to the caller's own
 * calendar.
 *
 * @module
 */
import { loadGoogleLibrary } from "../_shared/calendarClient.ts";
import { readOwnAccount } from "../_shared/auth/ownAccount.ts";
import { calendarNameOf } from "../_shared/events/calendarName.ts";
import { createEvent } from "../_shared/events/createEvent.ts";
import { toCalendarEvent } from "../_shared/events/event.ts";
import { createEventBody } from "../_shared/events/eventSchema.ts";
import { createApp, readBody } from "../_shared/http/app.ts";
import { withHeaderKey } from "../_shared/events/headers.ts";
import { linkedResource } from "../_shared/resources/linkedResource.ts";
import { authenticate } from "../_shared/auth/session.ts";
import { inCalendar } from "../_shared/events/startOver.ts";

const app = createApp("create-calendar-event");

app.post("/users/:user/calendar/events", async (c) => {
  const session = await authenticate(c.req.header("authorization"), c.var);
  const body = withHeaderKey(await readBody(c, createEventBody), c.req.header("idempotency-key"));

  const [account] = await Promise.all([
    readOwnAccount(session, c.req.param("user"), c.var, {
      resourceId: body.resource_id,
      callsGoogle: true,
    }),
    loadGoogleLibrary(),
  ]);
  const resource = linkedResource(body.resource_id, account);

  const { event, replayed } = await inCalendar(account, c.var, async (calendar) => {
    const created = await createEvent(calendar, body, resource);
    const name = calendarNameOf(body.calendar_id, calendar.account);
    return { ...created, event: toCalendarEvent(created.event, name, created.replayed) };
  });
  return c.json(event, replayed ? 200 : 201);
});

export default app;
