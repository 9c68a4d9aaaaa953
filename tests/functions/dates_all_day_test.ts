/** All-day events through HTTP, in calendars from UTC-12 to UTC+14. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario, type TestUser } from "../support/scenario.ts";

/** The first and the last zone, a zone with a quarter of an hour, one that skipped a day, and three with clock changes. */
const ZONES = [
  "Etc/GMT+12",
  "Pacific/Pago_Pago",
  "America/Los_Angeles",
  "UTC",
  "Europe/Berlin",
  "Asia/Kathmandu",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
];
const people = ZONES.map((time_zone, i) => ({
  sub: `10000000000000000010${i}`,
  email: `person${i}@example.com`,
  name: `Person ${i}`,
  time_zone,
}));

const scenario = await startScenario({ people });
const { stack, call, connect } = scenario;
const users: TestUser[] = [];
for (const { email } of people) {
  const user = await stack.createUser({ google: { email } });
  await connect(user);
  users.push(user);
}

/** Plain days: years with and without February 29th, and the days on which clocks change. */
const days = fc.oneof(
  fc.integer({ min: 0, max: 40_000 }).map((day) =>
    Temporal.PlainDate.from("1990-01-01").add({ days: day })
  ),
  fc.constantFrom("2024-02-28", "2026-03-29", "2026-10-25", "2011-12-29", "2026-12-31")
    .map((day) => Temporal.PlainDate.from(day)),
);
const spans = fc.record({
  who: fc.nat(ZONES.length - 1),
  start: days,
  length: fc.integer({ min: 1, max: 40 }),
});

const dates = ({ start_date, end_date }: Record<string, string>) => [start_date, end_date];

async function create(user: TestUser, email: string, start: string, end: string) {
  const calendar_id = stack.google.addCalendar(email, "One event");
  const { status, body } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user,
    body: { summary: "Holiday", start_date: start, end_date: end, calendar_id },
  });
  assertEquals(status, 201, JSON.stringify(body));
  return { body, calendar_id, events: stack.google.events(email, calendar_id) };
}

Deno.test("Google gets and answers the caller's days, in every zone", async () => {
  const property = fc.asyncProperty(spans, async ({ who, start, length }) => {
    const [user, { email }] = [users[who]!, people[who]!];
    const given: [string, string] = [start.toString(), start.add({ days: length }).toString()];
    const { body, calendar_id, events } = await create(user, email, ...given);
    const [event] = events;
    assertEquals([event!.start, event!.end], [{ date: given[0] }, { date: given[1] }]);
    assertEquals([dates(body), body.start_datetime, body.time_zone], [given, null, null]);
    const read = await call(
      `GET /calendar-events/users/me/${body.id}?calendar_id=${encodeURIComponent(calendar_id)}`,
      { user },
    );
    assertEquals(dates(read.body), given);
  });
  await fc.assert(property, { numRuns: 100 });
});

Deno.test("a timed event that becomes all-day and is moved keeps its days in every zone", async () => {
  for (const [who, user] of users.entries()) {
    const { email } = people[who]!;
    const { body, calendar_id } = await create(user, email, "2026-03-28", "2026-03-30");
    const change = async (times: Record<string, string>) => {
      const answer = await call(`PATCH /calendar-events/users/me/${body.id}`, {
        user,
        body: { calendar_id, ...times },
      });
      assertEquals(answer.status, 200, JSON.stringify(answer.body));
      return answer.body;
    };
    await change({
      start_datetime: "2026-03-28T23:30:00-12:00",
      end_datetime: "2026-03-29T00:30:00-12:00",
    });
    const moved = await change({ start_date: "2026-10-24", end_date: "2026-10-26" });
    assertEquals([dates(moved), moved.start_datetime], [["2026-10-24", "2026-10-26"], null]);
  }
});

Deno.test("an all-day event is busy from midnight to midnight of its calendar's zone", async () => {
  for (const [who, user] of users.entries()) {
    const { email, time_zone } = people[who]!;
    const { calendar_id } = await create(user, email, "2026-03-29", "2026-03-30");
    const query = new URLSearchParams({
      time_min: "2026-03-27T00:00:00Z",
      time_max: "2026-04-01T00:00:00Z",
      calendar_id,
      time_zone,
    });
    const { body } = await call(`GET /find-free-time/users/me?${query}`, { user });
    assertEquals(body.busy.length, 1, JSON.stringify(body));
    const midnights = ["2026-03-29", "2026-03-30"].map((day) =>
      Temporal.PlainDate.from(day).toZonedDateTime(time_zone).toInstant().epochMilliseconds
    );
    assertEquals([Date.parse(body.busy[0].start), Date.parse(body.busy[0].end)], midnights);
    assert(body.busy[0].start.startsWith("2026-03-29T00:00:00"));
  }
});

closeAtEnd(stack);
