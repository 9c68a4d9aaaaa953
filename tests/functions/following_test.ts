/** `scope: "following"`: a series is divided at one of its occurrences, exactly once. */
import { assert, assertEquals } from "@std/assert";
import { faults } from "../../local/google/mod.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";

const scenario = await startScenario();
const { stack, call, connect, createResource } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
await connect(ada);
await connect(grace);

const SPAN = "time_min=2027-03-01T00:00:00Z&time_max=2027-12-01T00:00:00Z&limit=250";

// deno-lint-ignore no-explicit-any -- each test asserts the shape it expects
type Json = any;

/** A series in a new calendar: Mondays at nine in Berlin, across the clock change of 28 March 2027. */
async function series(fields: Record<string, unknown> = {}) {
  const calendar_id = google.addCalendar("ada@example.com", {
    summary: "Seminars",
    time_zone: "Europe/Berlin",
  });
  const times = fields.start_date ? {} : {
    start_datetime: "2027-03-15T09:00:00",
    end_datetime: "2027-03-15T10:00:00",
    time_zone: "Europe/Berlin",
  };
  const { status, body } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: {
      summary: "Seminar",
      recurrence: ["RRULE:FREQ=WEEKLY;COUNT=6"],
      calendar_id,
      ...times,
      ...fields,
    },
  });
  assertEquals(status, 201, JSON.stringify(body));
  const at = `calendar_id=${calendar_id}`;
  const list = async (): Promise<Json[]> => {
    const { body } = await call(`GET /calendar-events/users/me?${at}&${SPAN}`, { user: ada });
    return body.events;
  };
  return {
    calendar_id,
    id: body.id as string,
    list,
    /** Each occurrence's start and title. */
    async seen() {
      return (await list()).map((event) =>
        `${event.start_datetime ?? event.start_date} ${event.summary}`
      );
    },
    stored: () => google.events("ada@example.com", calendar_id),
    get: (id: string) => call(`GET /calendar-events/users/me/${id}?${at}`, { user: ada }),
    patch: (id: string, change: object) =>
      call(`PATCH /calendar-events/users/me/${id}`, {
        user: ada,
        body: { calendar_id, scope: "following", ...change },
      }),
    remove: (id: string, query = "") =>
      call(`DELETE /calendar-events/users/me/${id}?${at}&scope=following${query}`, { user: ada }),
    plain: (id: string, change: object) =>
      call(`PATCH /calendar-events/users/me/${id}`, {
        user: ada,
        body: { calendar_id, ...change },
      }),
    removeOne: (id: string) => call(`DELETE /calendar-events/users/me/${id}?${at}`, { user: ada }),
  };
}

const BEFORE = [
  "2027-03-15T09:00:00+01:00 Seminar",
  "2027-03-22T09:00:00+01:00 Seminar",
];
const AFTER = ["2027-03-29", "2027-04-05", "2027-04-12", "2027-04-19"];
const changedTo = (title: string) => AFTER.map((date) => `${date}T09:00:00+02:00 ${title}`);

Deno.test("changing this and following leaves earlier occurrences, and keeps times over a clock change", async () => {
  const { id, list, patch, seen, get } = await series();
  const third = (await list())[2];
  const { status, body } = await patch(third.id, { summary: "Colloquium" });
  assertEquals(status, 200, JSON.stringify(body));
  assert(body.id !== id);
  assertEquals([body.summary, body.start_datetime, body.time_zone, body.recurrence], [
    "Colloquium",
    "2027-03-29T09:00:00+02:00",
    "Europe/Berlin",
    ["RRULE:FREQ=WEEKLY;COUNT=4"],
  ]);
  assertEquals((await get(id)).body.recurrence, ["RRULE:FREQ=WEEKLY;UNTIL=20270329T065959Z"]);
  assertEquals(await seen(), [...BEFORE, ...changedTo("Colloquium")]);
});

Deno.test("removing this and following ends the series there, and removing again succeeds", async () => {
  const { list, remove, seen } = await series();
  const third = (await list())[2];
  assertEquals((await remove(third.id)).status, 204);
  assertEquals((await remove(third.id)).status, 204);
  assertEquals(await seen(), BEFORE);
});

Deno.test("from the first occurrence on, the whole series is changed or removed", async () => {
  const changed = await series();
  const [first] = await changed.list();
  const { status, body } = await changed.patch(first.id, { summary: "All", if_match: first.etag });
  assertEquals([status, body.id, body.summary], [200, changed.id, "All"]);
  assertEquals((await changed.list()).length, 6);
  const removed = await series();
  assertEquals((await removed.remove((await removed.list())[0].id)).status, 204);
  assertEquals(await removed.seen(), []);
  assertEquals((await removed.get(removed.id)).status, 404);
});

Deno.test("an event that is not an occurrence is refused for this and following", async () => {
  const { id, patch, remove, calendar_id } = await series();
  const { body: single } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: {
      summary: "Once",
      start_datetime: "2027-05-15T09:00:00Z",
      end_datetime: "2027-05-15T10:00:00Z",
      calendar_id,
    },
  });
  for (const one of [id, single.id]) {
    for (const answer of [await patch(one, { summary: "x" }), await remove(one)]) {
      assertEquals([answer.status, answer.body.details[0].path], [422, "scope"]);
    }
  }
  assertEquals((await patch(`${id}_20270316T080000Z`, { summary: "x" })).status, 404);
  assertEquals((await remove(`${id}_20270316T080000Z`)).status, 204);
  const wrong = await call(`PATCH /calendar-events/users/me/${id}`, {
    user: ada,
    body: { summary: "x", scope: "all" },
  });
  assertEquals([wrong.status, wrong.body.details[0].path], [422, "scope"]);
});

Deno.test("the new series has all that Google stores of the old one", async () => {
  const { id: resource_id } = await createResource(ada);
  const { list, patch, stored, id } = await series({
    description: "Bring cards",
    location: "Room 101",
    attendees: [{ email: "grace@example.com", optional: true, display_name: "Grace" }],
    reminders: { use_default: false, overrides: [{ method: "popup", minutes: 5 }] },
    conference: "google_meet",
    visibility: "private",
    transparency: "transparent",
    color_id: "5",
    resource_id,
  });
  const answer = await call(`POST /calendar-events/users/me/${id}/response`, {
    user: grace,
    body: { response_status: "accepted", comment: "With a guest" },
  });
  assertEquals(answer.status, 200, JSON.stringify(answer.body));
  const { status, body } = await patch((await list())[2].id, { location: "Room 102" });
  assertEquals(status, 200, JSON.stringify(body));
  const [before, after] = [id, body.id].map((one) => stored().find((event) => event.id === one)!);
  const same = (event: Json) => {
    const { private: own, ...shared } = event.extendedProperties ?? {};
    const properties = Object.entries(own ?? {}).filter(([name]) =>
      name === "supabase_resource_id"
    );
    const { createRequest: _, ...meeting } = event.conferenceData;
    return {
      ...Object.fromEntries(
        ["summary", "description", "colorId", "visibility", "transparency", "reminders", "source"]
          .map((name) => [name, event[name]]),
      ),
      attendees: event.attendees,
      meeting,
      shared,
      properties,
    };
  };
  assertEquals(JSON.parse(JSON.stringify(same(after))), JSON.parse(JSON.stringify(same(before))));
  assertEquals(body.location, "Room 102");
  assertEquals(body.resource_id, resource_id);
  const guest = body.attendees.find((one: Json) => one.email === "grace@example.com");
  assertEquals([guest.response_status, guest.comment, guest.optional], [
    "accepted",
    "With a guest",
    true,
  ]);
});

Deno.test("a moved start moves the whole tail, with its rule", async () => {
  const { list, patch, seen } = await series({
    recurrence: ["RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=6"],
  });
  const { status, body } = await patch((await list())[2].id, {
    start_datetime: "2027-03-30T14:00:00",
    end_datetime: "2027-03-30T16:30:00",
    time_zone: "Europe/Berlin",
  });
  assertEquals([status, body.recurrence], [200, ["RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=4"]]);
  assertEquals(await seen(), [
    ...BEFORE,
    ...["2027-03-30", "2027-04-06", "2027-04-13", "2027-04-20"]
      .map((date) => `${date}T14:00:00+02:00 Seminar`),
  ]);
  assertEquals((await list())[3].end_datetime, "2027-04-06T16:30:00+02:00");
});

Deno.test("a rule in the change is the new series' rule", async () => {
  const { list, patch, seen } = await series();
  const { status } = await patch((await list())[2].id, {
    start_datetime: "2027-03-29T09:00:00",
    end_datetime: "2027-03-29T10:00:00",
    time_zone: "Europe/Berlin",
    recurrence: ["RRULE:FREQ=DAILY;COUNT=2"],
  });
  assertEquals(status, 200);
  assertEquals(await seen(), [
    ...BEFORE,
    "2027-03-29T09:00:00+02:00 Seminar",
    "2027-03-30T09:00:00+02:00 Seminar",
  ]);
});

Deno.test("removed occurrences count, and listed dates go where they belong", async () => {
  const { id, list, patch, removeOne, seen, get } = await series({
    recurrence: [
      "RRULE:FREQ=WEEKLY;COUNT=6",
      "EXDATE;TZID=Europe/Berlin:20270322T090000,20270412T090000",
      "RDATE;TZID=Europe/Berlin:20270317T090000,20270407T090000",
    ],
  });
  await removeOne((await list())[0].id);
  const third = (await list()).find(({ start_datetime }) =>
    start_datetime.startsWith("2027-03-29")
  );
  const { body } = await patch(third.id, { summary: "New" });
  assertEquals(body.recurrence, [
    "RRULE:FREQ=WEEKLY;COUNT=4",
    "EXDATE;TZID=Europe/Berlin:20270412T090000",
    "RDATE;TZID=Europe/Berlin:20270407T090000",
  ]);
  assertEquals((await get(id)).body.recurrence, [
    "RRULE:FREQ=WEEKLY;UNTIL=20270329T065959Z",
    "EXDATE;TZID=Europe/Berlin:20270322T090000",
    "RDATE;TZID=Europe/Berlin:20270317T090000",
  ]);
  assertEquals(await seen(), [
    "2027-03-17T09:00:00+01:00 Seminar",
    "2027-03-29T09:00:00+02:00 New",
    "2027-04-05T09:00:00+02:00 New",
    "2027-04-07T09:00:00+02:00 New",
    "2027-04-19T09:00:00+02:00 New",
  ]);
});

Deno.test("an all-day series is divided by days, and what was changed before stays", async () => {
  const { id, list, patch, plain, seen, get } = await series({
    start_date: "2027-03-15",
    end_date: "2027-03-17",
    recurrence: ["RRULE:FREQ=WEEKLY;UNTIL=20270420"],
  });
  const all = await list();
  assertEquals((await plain(all[1].id, { summary: "Special" })).status, 200);
  assertEquals((await plain(all[4].id, { summary: "Also special" })).status, 200);
  const { body } = await patch(all[2].id, { summary: "New" });
  assertEquals([body.start_date, body.end_date, body.recurrence], [
    "2027-03-29",
    "2027-03-31",
    ["RRULE:FREQ=WEEKLY;UNTIL=20270420"],
  ]);
  assertEquals((await get(id)).body.recurrence, ["RRULE:FREQ=WEEKLY;UNTIL=20270328"]);
  assertEquals(await seen(), [
    "2027-03-15 Seminar",
    "2027-03-22 Special",
    ...AFTER.map((date) => `${date} New`),
  ]);
});

Deno.test("a night over the clock change keeps its length", async () => {
  const { list, patch } = await series({
    start_datetime: "2027-03-26T20:00:00",
    end_datetime: "2027-03-27T20:00:00",
    recurrence: ["RRULE:FREQ=DAILY;COUNT=4"],
  });
  const before = await list();
  const { status, body } = await patch(before[1].id, { summary: "Night" });
  assertEquals(status, 200, JSON.stringify(body));
  const times = (events: Json[]) =>
    events.map(({ start_datetime, end_datetime }) => [start_datetime, end_datetime]);
  assertEquals(times(await list()), times(before));
});

Deno.test("if_match of this and following is the occurrence's etag", async () => {
  const { list, patch, plain, remove, seen } = await series();
  const third = (await list())[2];
  assertEquals((await plain(third.id, { location: "Room 102" })).status, 200);
  const stale = await patch(third.id, { summary: "New", if_match: third.etag });
  assertEquals([stale.status, stale.body.code], [412, "event_changed"]);
  const refused = await remove(third.id, `&if_match=${encodeURIComponent(third.etag)}`);
  assertEquals([refused.status, refused.body.code], [412, "event_changed"]);
  assertEquals((await list()).length, 6);
  const { etag } = (await list())[2];
  assertEquals((await patch(third.id, { summary: "New", if_match: etag })).status, 200);
  assertEquals(await seen(), [...BEFORE, ...changedTo("New")]);
});

Deno.test("a guest cannot divide a series that somebody else organizes", async () => {
  const { id, seen } = await series({ attendees: [{ email: "grace@example.com" }] });
  const route = `/calendar-events/users/me/${id}_20270329T070000Z`;
  const mine = () => google.events("grace@example.com").length;
  const before = mine();
  const changed = await call(`PATCH ${route}`, {
    user: grace,
    body: { summary: "Mine", scope: "following" },
  });
  assertEquals([changed.status, changed.body.code], [403, "google_permission_denied"]);
  const removed = await call(`DELETE ${route}?scope=following`, { user: grace });
  assertEquals([removed.status, removed.body.code], [403, "google_permission_denied"]);
  assertEquals([mine(), (await seen()).length], [before, 6]);
});

Deno.test("the same request again finds the series that it made; another one does not", async () => {
  const { list, patch, seen, stored } = await series();
  const third = (await list())[2];
  const first = await patch(third.id, { summary: "New" });
  const again = await patch(third.id, { summary: "New" });
  assertEquals([again.status, again.body.id], [200, first.body.id]);
  assertEquals((await patch(third.id, { summary: "Other" })).body.code, "event_not_found");
  assertEquals(stored().length, 2);
  assertEquals(await seen(), [...BEFORE, ...changedTo("New")]);
});

Deno.test("the same request again finds a first occurrence that it moved, although its id is gone", async () => {
  const { id, list, patch, seen } = await series();
  const [first] = await list();
  const change = {
    start_datetime: "2027-03-16T11:00:00",
    end_datetime: "2027-03-16T12:00:00",
    time_zone: "Europe/Berlin",
  };
  for (let i = 0; i < 2; i++) {
    const { status, body } = await patch(first.id, change);
    assertEquals([status, body.id], [200, id]);
  }
  assertEquals((await seen())[0], "2027-03-16T11:00:00+01:00 Seminar");
});

Deno.test("an occurrence that was added by date begins a series if the rule can go on from there", async () => {
  const recurrence = [
    "RRULE:FREQ=WEEKLY;COUNT=4",
    "RDATE;TZID=Europe/Berlin:20270324T110000",
  ];
  const { list, patch, seen } = await series({ recurrence });
  const added = (await list())[2];
  assertEquals(added.start_datetime, "2027-03-24T11:00:00+01:00");
  const { status, body } = await patch(added.id, { summary: "New" });
  assertEquals([status, body.recurrence], [422, undefined]);
  assertEquals(body.details[0].path, "scope");

  const same = await series({
    recurrence: [recurrence[0], "RDATE;TZID=Europe/Berlin:20270324T090000"],
  });
  const other = (await same.list())[2];
  const answer = await same.patch(other.id, { summary: "New" });
  assertEquals([answer.status, answer.body.recurrence], [
    200,
    ["RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=MO"],
  ]);
  assertEquals(await same.seen(), [
    ...BEFORE,
    "2027-03-24T09:00:00+01:00 New",
    "2027-03-29T09:00:00+02:00 New",
    "2027-04-05T09:00:00+02:00 New",
  ]);
  assertEquals((await seen()).length, 5);
});

Deno.test("the occurrences of a rule by the hour are counted by Google", async () => {
  const { list, patch, seen } = await series({
    recurrence: ["RRULE:FREQ=DAILY;BYHOUR=9,15;COUNT=6"],
  });
  const before = await seen();
  const { status, body } = await patch((await list())[3].id, { summary: "New" });
  assertEquals([status, body.recurrence], [200, ["RRULE:FREQ=DAILY;BYHOUR=9,15;COUNT=3"]]);
  assertEquals(
    await seen(),
    before.map((one, i) => i < 3 ? one : one.replace("Seminar", "New")),
  );
});

Deno.test("2 or 20 equal requests at once divide a series once", async () => {
  for (const count of [2, 20]) {
    const { list, patch, seen, stored } = await series();
    const third = (await list())[2];
    const answers = await Promise.all(
      Array.from({ length: count }, () => patch(third.id, { summary: "New" })),
    );
    assertEquals(answers.map(({ status }) => status), Array(count).fill(200));
    assertEquals(new Set(answers.map(({ body }) => body.id)).size, 1);
    assertEquals(await seen(), [...BEFORE, ...changedTo("New")]);
    assertEquals(stored().length, 2);
  }
});

Deno.test("different changes at once lose and double no occurrence", async () => {
  const { list, patch, seen } = await series();
  const third = (await list())[2];
  const answers = await Promise.all([
    patch(third.id, { summary: "A" }),
    patch(third.id, { summary: "B" }),
    patch(third.id, { location: "Room 3" }),
  ]);
  for (const { status } of answers) assert([200, 404].includes(status), String(status));
  assertEquals((await seen()).map((one) => one.slice(0, 10)), [
    "2027-03-15",
    "2027-03-22",
    ...AFTER,
  ]);
  const other = await series();
  const fourth = (await other.list())[3];
  await Promise.all([other.patch(fourth.id, { summary: "A" }), other.remove(fourth.id)]);
  const left = (await other.seen()).map((one) => one.slice(0, 10));
  assert([3, 6].includes(left.length), left.join());
  assertEquals(new Set(left).size, left.length);
});

Deno.test("after a crash between the two calls, the same request or another finishes the division", async () => {
  // Every call after the one that makes the new series fails, as if the instance had died.
  const halfDone = async () => {
    const one = await series();
    const third = (await one.list())[2];
    const stops = ["events.patch", "events.delete"]
      .map((endpoint) => google.fail(endpoint, { ...faults.unavailable, times: null }));
    const { status } = await one.patch(third.id, { summary: "New" });
    stops.forEach((stop) => stop());
    assertEquals(status, 502);
    assertEquals(one.stored().length, 2);
    return { ...one, third };
  };
  const same = await halfDone();
  assertEquals((await same.patch(same.third.id, { summary: "New" })).status, 200);
  assertEquals(await same.seen(), [...BEFORE, ...changedTo("New")]);

  const other = await halfDone();
  assertEquals((await other.patch(other.third.id, { summary: "Other" })).body.summary, "Other");
  assertEquals(await other.seen(), [...BEFORE, ...changedTo("Other")]);

  const removed = await halfDone();
  assertEquals((await removed.remove(removed.third.id)).status, 204);
  assertEquals(await removed.seen(), BEFORE);
});

Deno.test("a removal finishes what a change began, with or without an etag, and what its own crash left", async () => {
  const halfChanged = async () => {
    const one = await series();
    const stops = ["events.patch", "events.delete"]
      .map((endpoint) => google.fail(endpoint, { ...faults.unavailable, times: null }));
    const third = (await one.list())[2];
    assertEquals((await one.patch(third.id, { summary: "New" })).status, 502);
    stops.forEach((stop) => stop());
    assertEquals(one.stored().length, 2);
    return { ...one, third: (await one.list()).find(({ id }) => id === third.id) };
  };
  const matched = await halfChanged();
  const { third } = matched;
  const removed = await matched.remove(third.id, `&if_match=${encodeURIComponent(third.etag)}`);
  assertEquals(removed.status, 204, JSON.stringify(removed.body));
  assertEquals(await matched.seen(), BEFORE);

  const crashed = await halfChanged();
  const stop = google.fail("events.delete", { ...faults.unavailable, times: null });
  assertEquals((await crashed.remove(crashed.third.id)).status, 502);
  stop();
  assertEquals((await crashed.remove(crashed.third.id)).status, 204);
  assertEquals(await crashed.seen(), BEFORE);
});

Deno.test("a series in an unknown time zone is not divided, and stays as it is", async () => {
  const { calendar_id, patch, remove, stored } = await series();
  const zoned = (dateTime: string) => ({ dateTime, timeZone: "Custom Zone 1" });
  const planted = google.plant("ada@example.com", {
    summary: "Imported",
    start: zoned("2027-05-03T09:00:00+02:00"),
    end: zoned("2027-05-03T10:00:00+02:00"),
    recurringEventId: google.plant("ada@example.com", {
      summary: "Imported",
      start: zoned("2027-05-03T09:00:00+02:00"),
      end: zoned("2027-05-03T10:00:00+02:00"),
      status: "confirmed",
    }, calendar_id),
    originalStartTime: zoned("2027-05-03T09:00:00+02:00"),
  }, calendar_id);
  const before = stored().length;
  for (const answer of [await patch(planted, { summary: "New" }), await remove(planted)]) {
    assertEquals(
      [answer.status, answer.body.details?.[0].path],
      [422, "scope"],
      JSON.stringify(answer.body),
    );
  }
  assertEquals(stored().length, before);
});

Deno.test("if the old series cannot be ended, the new one is taken back", async () => {
  const { list, patch, seen, stored } = await series();
  const third = (await list())[2];
  const stop = google.fail("events.patch", { ...faults.requiredAccessLevel, times: null });
  const { status, body } = await patch(third.id, { summary: "New" });
  stop();
  assertEquals([status, body.code], [403, "google_permission_denied"]);
  assertEquals(stored().length, 1);
  assertEquals((await list()).length, 6);
  // The id of the series that was taken back stays taken at Google.
  assertEquals((await patch(third.id, { summary: "New" })).status, 200);
  assertEquals(await seen(), [...BEFORE, ...changedTo("New")]);
});

closeAtEnd(stack);
