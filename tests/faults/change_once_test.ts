/**
 * A change is made once: even if Google's answer is lost, guests get one e-mail, and no change that
 * somebody else makes in between is undone.
 */
import { assert, assertEquals } from "@std/assert";
import { type Fault, faults } from "../../local/google/mod.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";
import { until } from "../support/until.ts";

const scenario = await startScenario();
const { stack, call, connect } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
await connect(ada);
await connect(grace);

// deno-lint-ignore no-explicit-any -- each test asserts the shape it expects
type Json = any;

/** An event with a guest, in Ada's calendar. */
async function create(fields: Record<string, unknown> = {}): Promise<Json> {
  const { status, body } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: {
      summary: "Lecture 5",
      start_datetime: "2027-05-03T09:00:00",
      end_datetime: "2027-05-03T10:00:00",
      time_zone: "Europe/London",
      attendees: [{ email: "grace@example.com" }],
      send_updates: "none",
      ...fields,
    },
  });
  assertEquals(status, 201, JSON.stringify(body));
  return body;
}

const WEEKLY = { recurrence: ["RRULE:FREQ=WEEKLY;COUNT=6"] };
const third = (series: Json) => `${series.id}_20270517T080000Z`;
const path = (id: string) => `/calendar-events/users/me/${id}`;

interface Made {
  id: string;
  etag: string;
  /** Sends the change. */
  send(ifMatch?: string): Promise<{ status: number; body: Json }>;
  /** How many rounds of e-mail the change takes. */
  mails: number;
  /** Asserts that the change was made once, as it was answered. */
  check(answered: Json): Promise<void>;
}

async function read(id: string, user = ada): Promise<Json> {
  return (await call(`GET ${path(id)}`, { user })).body;
}

const changes: Record<string, () => Promise<Made>> = {
  async "a change of an event"() {
    const { id, etag } = await create();
    return {
      id,
      etag,
      mails: 1,
      send: (if_match) =>
        call(`PATCH ${path(id)}`, {
          user: ada,
          body: { summary: "Changed", send_updates: "all", if_match },
        }),
      check: async () => assertEquals((await read(id)).summary, "Changed"),
    };
  },
  async "a change of an occurrence"() {
    const id = third(await create(WEEKLY));
    return {
      id,
      etag: (await read(id)).etag,
      mails: 1,
      send: (if_match) =>
        call(`PATCH ${path(id)}`, {
          user: ada,
          body: { summary: "Changed", send_updates: "all", if_match },
        }),
      check: async () => assertEquals((await read(id)).summary, "Changed"),
    };
  },
  async "an answer to an invitation"() {
    const { id } = await create();
    return {
      id,
      etag: (await read(id, grace)).etag,
      mails: 1,
      send: (if_match) =>
        call(`POST ${path(id)}/response`, {
          user: grace,
          body: { response_status: "tentative", send_updates: "all", if_match },
        }),
      async check() {
        for (const user of [ada, grace]) {
          const { attendees } = await read(id, user);
          const guest = attendees.find((one: Json) => one.email === "grace@example.com");
          assertEquals(guest.response_status, "tentative");
        }
      },
    };
  },
  async "a change of this and following"() {
    const series = await create(WEEKLY);
    const id = third(series);
    return {
      id,
      etag: (await read(id)).etag,
      // The end of the old series, and the new one.
      mails: 2,
      send: (if_match) =>
        call(`PATCH ${path(id)}`, {
          user: ada,
          body: { summary: "Changed", send_updates: "all", scope: "following", if_match },
        }),
      async check(answered) {
        const { body } = await call(
          "GET /calendar-events/users/me?time_min=2027-05-01T00:00:00Z&time_max=2027-07-01T00:00:00Z&limit=250",
          { user: ada },
        );
        const own = body.events.filter((one: Json) =>
          [series.id, answered.id].includes(one.recurring_event_id)
        );
        assertEquals(own.map((one: Json) => one.summary), [
          ...Array(2).fill("Lecture 5"),
          ...Array(4).fill("Changed"),
        ]);
        for (const id of [series.id, answered.id]) {
          await call(`DELETE ${path(id)}`, { user: ada });
        }
      },
    };
  },
};

const twice = (fault: Fault): Fault => ({ ...fault, times: 2 });

/** Faults of the call, or of its answer. */
const FAULTS: Record<string, Fault> = {
  "a lost answer": faults.lostAnswer,
  "two lost answers": twice(faults.lostAnswer),
  "a 503 after it was carried out": { ...faults.unavailable, after: true },
  "a 500 after it was carried out": { ...faults.backendError, after: true },
  "a 503 before": twice(faults.unavailable),
  "a reset before": faults.resetBefore,
  "a reset in the middle of the answer": faults.resetMiddle,
  "a 200 with HTML after it was carried out": { ...faults.html200, after: true },
  "an event without id": faults.noId,
  "a rate limit": twice(faults.rateLimitExceeded),
};
const SLOW: Record<string, Fault> = {
  "an answer that never comes": faults.lostAnswerHang,
  "a call that arrives late": { delay_ms: 10_400 },
  "a call that arrives after another try": { delay_ms: 13_000 },
};

/** Makes all changes at once. The first try of each one meets the fault. */
async function meet(endpoint: string, fault: Fault, made: Made[], matched: boolean[]) {
  const before = google.notifications().length;
  const times = made.length * (fault.times ?? 1);
  const stop = google.fail(endpoint, { ...fault, times });
  const answers = await Promise.all(
    made.map((one, i) => one.send(matched[i] ? one.etag : undefined)),
  );
  stop();
  for (const { status, body } of answers) assertEquals(status, 200, JSON.stringify(body));
  // Late calls have arrived by then.
  if (fault.delay_ms) await delay(4_000);
  const mails = made.reduce((sum, one) => sum + one.mails, 0);
  assertEquals(
    google.notifications().length - before,
    mails,
    JSON.stringify(google.notifications().slice(before)),
  );
  for (const [i, one] of made.entries()) {
    await one.check(answers[i]!.body);
    await call(`DELETE ${path(one.id.split("_")[0]!)}`, { user: ada });
  }
}

const delay = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

for (const [change, make] of Object.entries(changes)) {
  const following = change === "a change of this and following";
  for (const [name, fault] of Object.entries(FAULTS)) {
    Deno.test(`${name}: ${change} is made once, with If-Match and without`, async () => {
      for (const endpoint of ["events.patch", ...following ? ["events.insert"] : []]) {
        for (const matched of [false, true]) {
          await meet(endpoint, fault, [await make()], [matched]);
        }
      }
    });
  }
}

for (const [name, fault] of Object.entries(SLOW)) {
  Deno.test(`${name}: every kind of change is made once, with If-Match and without`, async () => {
    const made = [];
    for (const make of Object.values(changes)) {
      for (let i = 0; i < 2; i++) made.push(await make());
    }
    await meet("events.patch", fault, made, made.map((_, i) => i % 2 === 0));
  });
}

Deno.test("another person's change between two tries is not undone, and hides no earlier change", async () => {
  const { id } = await create();
  const before = google.notifications().length;
  // Google carries out the first try and answers a failure late. Other changes are made in between.
  const stop = google.fail("events.patch", {
    ...faults.unavailable,
    after: true,
    delay_ms: 0,
  });
  const slowRead = google.fail("events.get", { delay_ms: 0, times: 1 });
  const hold = google.fail("events.get", { delay_ms: 1_500, times: 1 });
  const change = call(`PATCH ${path(id)}`, {
    user: ada,
    body: { summary: "First", send_updates: "all" },
  });
  await delay(700);
  stop();
  slowRead();
  const etag = google.events("ada@example.com").find((event) => event.id === id)!.etag!;
  const later = await call(`PATCH ${path(id)}`, {
    user: ada,
    body: { summary: "Second", send_updates: "all", if_match: etag },
  });
  assertEquals(later.status, 200);
  const { status, body } = await change;
  hold();
  assertEquals([status, body.summary], [200, "Second"]);
  assertEquals((await read(id)).summary, "Second");
  assertEquals(google.notifications().length - before, 2);
});

Deno.test("a try that Google did not carry out is repeated on the current event", async () => {
  const { id } = await create();
  const stop = google.fail("events.patch", faults.unavailable);
  const [{ status, body }] = await Promise.all([
    call(`PATCH ${path(id)}`, { user: ada, body: { location: "Room 1" } }),
    (async () => {
      await until(() => google.count("events.patch") > 0);
      await delay(20);
      stop();
      await call(`PATCH ${path(id)}`, { user: ada, body: { description: "Theirs" } });
    })(),
    google.resetCalls(),
  ]);
  assertEquals([status, body.location], [200, "Room 1"]);
  const now = await read(id);
  assertEquals([now.location, now.description], ["Room 1", "Theirs"]);
});

Deno.test("simultaneous changes without If-Match are all made", async () => {
  const { id } = await create();
  const colours = Array.from({ length: 10 }, (_, i) => String(i + 1));
  const answers = await Promise.all(
    colours.map((color_id) => call(`PATCH ${path(id)}`, { user: ada, body: { color_id } })),
  );
  assertEquals(answers.map(({ status }) => status), Array(10).fill(200));
});

Deno.test("a deletion is not refused because of its own lost first try", async () => {
  const lost: Fault[] = [
    faults.lostAnswer,
    { ...faults.unavailable, after: true },
    twice(faults.lostAnswer),
    { ...faults.html200, after: true },
  ];
  for (const fault of lost) {
    for (const occurrence of [false, true]) {
      for (const matched of [false, true]) {
        const event = await create(occurrence ? WEEKLY : {});
        const id = occurrence ? third(event) : event.id;
        const { etag } = await read(id);
        const before = google.notifications().length;
        const query = `?send_updates=all${matched ? `&if_match=${encodeURIComponent(etag)}` : ""}`;
        const stop = google.fail("events.delete", fault);
        const first = await call(`DELETE ${path(id)}${query}`, { user: ada });
        stop();
        assertEquals(first.status, 204, JSON.stringify([first.body, fault, occurrence, matched]));
        assertEquals(google.notifications().length - before, 1);
        assertEquals((await call(`DELETE ${path(id)}${query}`, { user: ada })).status, 204);
        assertEquals(google.notifications().length - before, 1);
        assertEquals((await read(id)).code, "event_not_found");
      }
    }
  }
});

Deno.test("a deletion of a changed event stays refused, and a deletion of a deleted event succeeds", async () => {
  const event = await create();
  const query = `?if_match=${encodeURIComponent(event.etag)}`;
  await call(`PATCH ${path(event.id)}`, { user: ada, body: { summary: "Theirs" } });
  const refused = await call(`DELETE ${path(event.id)}${query}`, { user: ada });
  assertEquals([refused.status, refused.body.code], [412, "event_changed"]);
  assertEquals((await read(event.id)).summary, "Theirs");
  assertEquals((await call(`DELETE ${path(event.id)}`, { user: ada })).status, 204);
  assertEquals((await call(`DELETE ${path(event.id)}${query}`, { user: ada })).status, 204);
  const never = await call(`DELETE ${path("neverwas")}${query}`, { user: ada });
  assertEquals(never.status, 204);
});

Deno.test("removing this and following events is done once, whatever happens to the answer", async () => {
  for (const fault of [faults.lostAnswer, { ...faults.unavailable, after: true }]) {
    const series = await create(WEEKLY);
    const id = third(series);
    const { etag } = await read(id);
    const before = google.notifications().length;
    const stop = google.fail("events.patch", fault);
    const query = `?scope=following&send_updates=all&if_match=${encodeURIComponent(etag)}`;
    const { status } = await call(`DELETE ${path(id)}${query}`, { user: ada });
    stop();
    assertEquals([status, google.notifications().length - before], [204, 1]);
    assertEquals((await call(`DELETE ${path(id)}${query}`, { user: ada })).status, 204);
    assertEquals(google.notifications().length - before, 1);
    assertEquals((await read(id)).code, "event_not_found");
    assert((await read(series.id)).recurrence[0].includes("UNTIL="));
  }
});

closeAtEnd(stack);
