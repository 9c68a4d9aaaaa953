/** `GET /list-calendars/users/{user}`. */
import { assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";

const { stack, call, connect } = await startScenario();
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const route = "GET /list-calendars/users/me";

Deno.test("list-calendars refuses a caller without a session, and a user without a calendar", async () => {
  assertEquals((await call(route)).body.code, "unauthenticated");
  assertEquals((await call(route, { user: ada })).body.code, "calendar_not_connected");
});

Deno.test("list-calendars answers the events that are to come", async () => {
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
