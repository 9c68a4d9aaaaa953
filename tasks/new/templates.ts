/**
 * What `deno task new` writes: a function that lists the caller's upcoming events, to be changed into
 * the one that is wanted.
 *
 * @module
 */

/** `upcoming-events` as `upcomingEvents`. */
function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

/** `index.ts`. */
export function functionText(name: string): string {
  return `/**
 * \`GET /${name}/users/{user}\`: the caller's next ten events.
 *
 * @module
 */
import { signedIn } from "../_shared/auth/session.ts";
import type { CalendarClient } from "../_shared/calendarClient.ts";
import { listEvents } from "../_shared/events/listEvents.ts";
import { listQuery } from "../_shared/events/querySchemas.ts";
import { createApp } from "../_shared/http/app.ts";
import { inOwnCalendar } from "../_shared/ownCalendar.ts";

const app = createApp("${name}");

app.get("/users/:user", async (c) => {
  const session = await signedIn(c);
  const query = listQuery.parse({ time_min: new Date().toISOString(), limit: "10" });
  const list = (calendar: CalendarClient) => listEvents(calendar, query);
  return c.json(await inOwnCalendar(session, c.req.param("user"), c.var, list));
});

export default app;
`;
}

/** Its test. */
export function testText(name: string): string {
  return `/** \`GET /${name}/users/{user}\`. */
import { assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";

const { stack, call, connect } = await startScenario();
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const route = "GET /${name}/users/me";

Deno.test("${name} refuses a caller without a session, and a user without a calendar", async () => {
  assertEquals((await call(route)).body.code, "unauthenticated");
  assertEquals((await call(route, { user: ada })).body.code, "calendar_not_connected");
});

Deno.test("${name} answers the events that are to come", async () => {
  await connect(ada);
  await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: {
      summary: "Lecture 5",
      start_datetime: "2099-08-15T09:00:00-07:00",
      end_datetime: "2099-08-15T10:00:00-07:00",
    },
  });
  const { status, body } = await call(route, { user: ada });
  const titles = body.events.map(({ summary }: { summary: string }) => summary);
  assertEquals([status, titles], [200, ["Lecture 5"]]);
});

closeAtEnd(stack);
`;
}

/** Its entry in `tasks/routes.ts`. */
export function routeText(name: string): string {
  return `  "GET /${name}/users/{user}": {
    operationId: "${camelCase(name)}",
    summary: "Lists the next ten events",
    successes: [[200, "The events.", "EventPage"]],
    errors: [...OWN_PATH, ...CALENDAR, "calendar_not_found"],
  },
`;
}
