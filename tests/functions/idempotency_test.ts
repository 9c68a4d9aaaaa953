/** One key creates one event, however many requests use it at once. */
import { assert, assertEquals } from "@std/assert";
import { faults } from "../../local/google/mod.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { figure, tally } from "../support/figures.ts";
import { startScenario, type TestUser } from "../support/scenario.ts";

const scenario = await startScenario();
const { stack, call, connect } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
await connect(ada);
await connect(grace);

const LECTURE = {
  summary: "Lecture 5",
  start_datetime: "2026-08-15T09:00:00-07:00",
  end_datetime: "2026-08-15T10:00:00-07:00",
};

function create(user: TestUser, fields: Record<string, unknown>, headers = {}) {
  const route = "POST /create-calendar-event/users/me/calendar/events";
  return call(route, { user, body: { ...LECTURE, ...fields }, headers });
}

const many = <T>(count: number, make: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => make(i)));

const eventsNow = () => google.events("ada@example.com").length;

Deno.test("50 creates with one key at once are one event, created by one of them", async () => {
  const before = eventsNow();
  const key = crypto.randomUUID();
  const answers = await many(
    50,
    (i) =>
      i % 2 === 0
        ? create(ada, { idempotency_key: key })
        : create(ada, {}, { "idempotency-key": key }),
  );
  figure(`50 creates with one key: ${tally(answers.map(({ status }) => status))}`);
  assertEquals(eventsNow() - before, 1);
  assertEquals(new Set(answers.map(({ body }) => body.id)).size, 1);
  assertEquals(answers.filter(({ status }) => status === 201).length, 1);
  for (const { status, body } of answers) {
    assertEquals([status, body.replayed], status === 201 ? [201, false] : [200, true]);
  }
});

Deno.test("50 creates with one key at once are one event, even while Google fails and loses answers", async () => {
  const before = eventsNow();
  const key = crypto.randomUUID();
  const stops = [faults.unavailable, faults.lostAnswer, { ...faults.unavailable, after: true }]
    .map((fault) => google.fail("events.insert", fault));
  const answers = await many(50, () => create(ada, { idempotency_key: key }));
  stops.forEach((stop) => stop());
  assertEquals(eventsNow() - before, 1);
  assertEquals(new Set(answers.map(({ body }) => body.id)).size, 1);
  assert(answers.every(({ status }) => status === 200 || status === 201));
});

Deno.test("of two bodies with one key at once, one is created and the other is refused", async () => {
  const before = eventsNow();
  const key = crypto.randomUUID();
  const answers = await many(
    20,
    (i) => create(ada, { summary: `Lecture ${i % 2}`, idempotency_key: key }),
  );
  assertEquals(eventsNow() - before, 1);
  const created = answers.find(({ status }) => status === 201)!.body;
  for (const [i, { status, body }] of answers.entries()) {
    if (created.summary === `Lecture ${i % 2}`) assertEquals(body.id, created.id);
    else assertEquals([status, body.code], [422, "idempotency_mismatch"]);
  }
});

Deno.test("the same key of another user, or in another calendar, makes another event", async () => {
  const key = crypto.randomUUID();
  const calendar_id = google.addCalendar("ada@example.com", "Seminars");
  const answers = [
    await create(ada, { idempotency_key: key }),
    await create(ada, { idempotency_key: key, calendar_id }),
    await create(grace, { idempotency_key: key }),
  ];
  assertEquals(answers.map(({ status }) => status), [201, 201, 201]);
  assertEquals(new Set(answers.map(({ body }) => body.id)).size, 3);
});

Deno.test("one key with the primary calendar by any of its names is one event", async () => {
  const names = ["primary", "ada@example.com", "ADA@Example.com"];
  for (const first of names) {
    const idempotency_key = crypto.randomUUID();
    const created = await create(ada, { idempotency_key, calendar_id: first });
    assertEquals(created.status, 201);
    for (const calendar_id of names) {
      const { status, body } = await create(ada, { idempotency_key, calendar_id });
      assertEquals([status, body.id, body.replayed], [200, created.body.id, true]);
    }
  }
  const before = eventsNow();
  const idempotency_key = crypto.randomUUID();
  const answers = await many(
    12,
    (i) => create(ada, { idempotency_key, calendar_id: names[i % 3] }),
  );
  assertEquals(eventsNow() - before, 1);
  assertEquals(answers.filter(({ status }) => status === 201).length, 1);
  assertEquals(new Set(answers.map(({ body }) => body.id)).size, 1);
});

Deno.test("the same request at once for two calendars creates an event in each", async () => {
  const idempotency_key = crypto.randomUUID();
  const calendars = ["primary", google.addCalendar("ada@example.com", "Seminars")];
  const answers = await many(
    10,
    (i) => create(ada, { idempotency_key, calendar_id: calendars[i % 2] }),
  );
  assertEquals(answers.filter(({ status }) => status === 201).length, 2);
  for (const [i, { body }] of answers.entries()) {
    assertEquals(body.id, answers[i % 2]!.body.id);
    assert(
      google.events("ada@example.com", calendars[i % 2]).some(({ id }) => id === body.id),
      calendars[i % 2],
    );
  }
});

Deno.test("a key can be used in a calendar that its event of another calendar invites", async () => {
  const calendar_id = google.addCalendar("ada@example.com", "Seminars");
  const idempotency_key = crypto.randomUUID();
  const attendees = [{ email: "ada@example.com" }];
  const there = await create(ada, { idempotency_key, calendar_id, attendees });
  const here = await create(ada, { idempotency_key });
  assertEquals([there.status, here.status], [201, 201]);
  const again = [
    await create(ada, { idempotency_key, calendar_id, attendees }),
    await create(ada, { idempotency_key }),
  ];
  assertEquals(again.map(({ body }) => [body.id, body.replayed]), [
    [there.body.id, true],
    [here.body.id, true],
  ]);
});

Deno.test("an invitation under a guessed id is not shown to the user, in any calendar", async () => {
  const { eventIdFor } = await import("../../supabase/functions/_shared/events/eventId.ts");
  const { getCalendarClient } = await import("../../supabase/functions/_shared/calendarClient.ts");
  const { account } = await getCalendarClient({ userId: ada.id });
  const squatter = await getCalendarClient({ userId: grace.id });
  const idempotency_key = crypto.randomUUID();
  await squatter.events.insert({
    calendarId: "primary",
    requestBody: {
      id: await eventIdFor(account, "primary", idempotency_key),
      summary: "Squatted",
      start: { dateTime: "2026-08-15T09:00:00Z" },
      end: { dateTime: "2026-08-15T10:00:00Z" },
      attendees: [{ email: "ada@example.com" }],
      extendedProperties: {
        private: { supabase_fingerprint: "guessed" },
        shared: { supabase_fingerprint: "guessed" },
      },
    },
  });
  const { status, body } = await create(ada, { idempotency_key });
  assertEquals([status, body.code], [422, "idempotency_mismatch"]);
  assert(!JSON.stringify(body).includes("Squatted"));
});

Deno.test("a key finds its event after the person has renamed their Google address", async () => {
  const person = "alan@example.com";
  const alan = await stack.createUser({ google: { email: person } });
  await connect(alan);
  const calendars = ["primary", google.addCalendar(person, "Seminars"), person];
  const keys = calendars.map(() => crypto.randomUUID());
  const created = [];
  for (const [i, calendar_id] of calendars.entries()) {
    created.push(await create(alan, { idempotency_key: keys[i], calendar_id }));
  }
  google.rename(person, "turing@example.com");
  for (const [i, calendar_id] of [calendars[0], calendars[1], "turing@example.com"].entries()) {
    const { status, body } = await create(alan, { idempotency_key: keys[i], calendar_id });
    assertEquals([status, body.id, body.replayed], [200, created[i]!.body.id, true], calendar_id);
  }
});

Deno.test("without a key, each request creates an event", async () => {
  const before = eventsNow();
  const answers = await many(10, () => create(ada, {}));
  assertEquals(eventsNow() - before, 10);
  assertEquals(new Set(answers.map(({ body }) => body.id)).size, 10);
});

Deno.test("fields in another order, and a default written out, are the same body", async () => {
  const idempotency_key = crypto.randomUUID();
  const first = await create(ada, { idempotency_key });
  const { status, body } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: Object.fromEntries(
      Object.entries({ calendar_id: "primary", idempotency_key, ...LECTURE }).toReversed(),
    ),
  });
  assertEquals([status, body.id, body.replayed], [200, first.body.id, true]);
});

Deno.test("keys of every allowed form create events, and other keys are refused", async () => {
  const before = eventsNow();
  for (const key of ["!", "~".repeat(255), `"a"/../?&%2f`, "a".repeat(255)]) {
    const [first, again] = [
      await create(ada, { idempotency_key: key }),
      await create(ada, { idempotency_key: key }),
    ];
    assertEquals([first.status, again.status, again.body.id], [201, 200, first.body.id], key);
  }
  for (const key of ["", "a b", "a".repeat(256), "schlüssel", "a\n", null, 5]) {
    assertEquals((await create(ada, { idempotency_key: key })).status, 422, String(key));
  }
  assertEquals(eventsNow() - before, 4);
});

Deno.test("a key whose event was changed since still gives that event", async () => {
  const idempotency_key = crypto.randomUUID();
  const { body: event } = await create(ada, { idempotency_key });
  const changed = await call(`PATCH /calendar-events/users/me/${event.id}`, {
    user: ada,
    body: { summary: "Moved", start_date: "2026-08-16", end_date: "2026-08-17" },
  });
  assertEquals(changed.status, 200);
  const { status, body } = await create(ada, { idempotency_key });
  assertEquals([status, body.id, body.summary, body.replayed], [200, event.id, "Moved", true]);
});

Deno.test("an attendee's copy has the organizer's id, and is the attendee's to read and to remove", async () => {
  const { body: event } = await create(grace, {
    attendees: [{ email: "ada@example.com" }],
    send_updates: "all",
  });
  const path = `/calendar-events/users/me/${event.id}`;
  const copy = await call(`GET ${path}`, { user: ada });
  assertEquals([copy.status, copy.body.id, copy.body.summary], [200, event.id, LECTURE.summary]);
  // Private properties of the organizer's copy are not shown to attendees.
  assertEquals(copy.body.resource_id, null);
  assertEquals((await call(`DELETE ${path}`, { user: ada })).status, 204);
  assertEquals((await call(`GET ${path}`, { user: ada })).status, 404);
  assertEquals((await call(`GET ${path}`, { user: grace })).status, 200);
});

closeAtEnd(stack);
