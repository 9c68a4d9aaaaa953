/** `calendar-mirror`: which calendars are mirrored, starting, ending, and asking for a sync. */
import { assert, assertEquals } from "@std/assert";
import { ANSWERS } from "../../tasks/openapi/answers.ts";
import { keepBackground } from "../support/background.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario, type TestUser } from "../support/scenario.ts";
import { useSettings } from "../support/settings.ts";
import { defaultPeople } from "../../local/google/people.ts";
import { Trip, watchCalls } from "../faults/walk/hold.ts";

useSettings({ CALENDAR_LIST: "on", MIRROR_DAYS: "10,90" });
const mary = {
  sub: "100000000000000000009",
  email: "mary@example.com",
  name: "Mary Somerville",
  time_zone: "Europe/London",
};
const background = keepBackground();
const { stack, call: request, connect } = await startScenario({ people: [...defaultPeople, mary] });
const { google } = stack;
watchCalls(google.url);
closeAtEnd(stack);

/** Waits for what goes on after an answer, and for what Google sends because of it. */
async function rest(): Promise<void> {
  do await google.pushes.settle(); while (await background.ended() > 0);
}

/** Calls a route, and waits for what goes on after the answer. */
async function call(...asked: Parameters<typeof request>) {
  const answer = await request(...asked);
  await rest();
  return answer;
}

const ROUTE = "/calendar-mirror/users/me";
const mirrors = (user: TestUser, query = "") => call(`GET ${ROUTE}${query}`, { user });
const calendarPath = (id: string) => `${ROUTE}/calendars/${encodeURIComponent(id)}`;
const start = (user: TestUser, id: string, query = "") =>
  call(`PUT ${calendarPath(id)}${query}`, { user });
const end = (user: TestUser, id: string, query = "") =>
  call(`DELETE ${calendarPath(id)}${query}`, { user });
const refresh = (user: TestUser, body?: unknown) => call(`POST ${ROUTE}/refresh`, { user, body });

/** The rows of a user's calendars as that user reads them, without the functions. */
async function rowsOf(user: TestUser): Promise<{ google_calendar_id: string }[]> {
  const answer = await fetch(`${stack.apiUrl}/rest/v1/google_calendars?select=*`, {
    headers: {
      apikey: JSON.parse(stack.env.SUPABASE_PUBLISHABLE_KEYS!).default,
      authorization: `Bearer ${user.access_token}`,
    },
  });
  assertEquals(answer.status, 200);
  return await answer.json();
}

const idsOf = ({ body }: { body: { calendars: { id: string }[] } }) =>
  body.calendars.map(({ id }) => id);

/** An hour tomorrow. */
function soon(): { start_datetime: string; end_datetime: string } {
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  return { start_datetime: at(24), end_datetime: at(25) };
}

const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
const lectures = google.addCalendar("ada@example.com", {
  summary: "Lectures",
  time_zone: "America/New_York",
});
const rooms = google.addCalendar("grace@example.com", "Rooms");
google.shareCalendar(rooms, "ada@example.com", "freeBusyReader");

Deno.test("who is not signed in, or names another user or account, is refused", async () => {
  for (const route of ["GET ", "POST /refresh", "GET /available", "PUT /calendars/primary"]) {
    const [method, path] = route.split(" ");
    const anonymous = await call(`${method} ${ROUTE}${path}`);
    assertEquals([anonymous.status, anonymous.body.code], [401, "unauthenticated"], route);
    const address = `${method} /calendar-mirror/users/somebody${path}`;
    const stranger = await call(address, { user: ada });
    assertEquals([stranger.status, stranger.body.code], [404, "user_not_found"], route);
  }
  const unknown = await mirrors(ada, `?account_id=${crypto.randomUUID()}`);
  assertEquals([unknown.status, unknown.body.code], [404, "account_not_found"]);
  assertEquals((await mirrors(ada, "?calendar=primary")).status, 422);
});

Deno.test("without a connection nothing is mirrored, and nothing can be", async () => {
  assertEquals((await mirrors(ada)).body, { calendars: [], allowed: true });
  assertEquals((await refresh(ada, {})).body, { calendars: [], allowed: true });
  assertEquals((await end(ada, "primary")).status, 204);
  for (
    const answer of [
      await start(ada, "primary"),
      await call(`GET ${ROUTE}/available`, { user: ada }),
    ]
  ) {
    assertEquals([answer.status, answer.body.code], [409, "calendar_not_connected"]);
  }
});

Deno.test("PUT mirrors a calendar: Google is asked once what it is, and the first sync begins at once", async () => {
  await connect(ada);
  const { status: created } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: { summary: "Lecture 5", ...soon() },
  });
  assertEquals(created, 201);
  const { status, body } = await request(`PUT ${calendarPath("primary")}`, { user: ada });
  assertEquals(status, 200, JSON.stringify(body));
  assertEquals(ANSWERS.Mirror.parse(body), body);
  assertEquals(
    [body.calendar_id, body.account_id, body.primary, body.status, body.reason, body.progress],
    ["primary", ada.id, true, "loading", null, { pages: 0, events: 0 }],
  );
  assert(body.time_zone.includes("/"), body.time_zone);
  assertEquals(await background.ended(), 1);
  await rest();
  const [mirror, ...others] = (await mirrors(ada)).body.calendars;
  assertEquals(others, []);
  assertEquals(
    [mirror.id, mirror.status, mirror.progress, typeof mirror.checked_at],
    [body.id, "live", null, "string"],
  );
  const days = (time: string) => Math.round((Date.parse(time) - Date.now()) / 86_400_000);
  assertEquals([days(mirror.mirrored_from), days(mirror.mirrored_until)], [-10, 90]);
  const rows = await stack.sql("select calendar_id, summary from public.google_events");
  assertEquals(rows, [{ calendar_id: body.id, summary: "Lecture 5" }]);
});

Deno.test("PUT of what is mirrored asks Google for one page, and begins nothing again", async () => {
  const [before] = (await mirrors(ada)).body.calendars;
  google.resetCalls();
  const { body } = await request(`PUT ${calendarPath("primary")}`, { user: ada });
  assertEquals([body.id, body.status, body.version], [before.id, "live", before.version]);
  await rest();
  // Its own call, and the delta that every look at a calendar leads to.
  assertEquals(google.count("events.list"), 2);
});

Deno.test("primary, its address, and its address in capitals are one calendar", async () => {
  const [before] = (await mirrors(ada)).body.calendars;
  for (const name of ["primary", "PRIMARY", "ada@example.com", "ADA@example.com"]) {
    const { status, body } = await start(ada, name);
    assertEquals([status, body.id], [200, before.id], name);
  }
  assertEquals((await mirrors(ada)).body.calendars.length, 1);
});

Deno.test("another calendar is mirrored by its id, with the name and zone that Google has", async () => {
  const { status, body } = await start(ada, lectures);
  assertEquals(
    [status, body.calendar_id, body.summary, body.time_zone, body.primary],
    [200, lectures, "Lectures", "America/New_York", false],
  );
  assertEquals((await mirrors(ada, `?account_id=${ada.id}`)).body.calendars.length, 2);
});

Deno.test("a calendar that does not exist, or shows no events, is not mirrored", async () => {
  for (const id of ["nobody@example.com", "two words", "ü"]) {
    const { status, body } = await start(ada, id);
    assertEquals([status, body.code], [404, "calendar_not_found"], id);
  }
  const { status, body } = await start(ada, rooms);
  assertEquals([status, body.code, body.details], [
    403,
    "google_permission_denied",
    { reason: "freeBusyReader" },
  ]);
  assertEquals((await mirrors(ada)).body.calendars.length, 2);
});

Deno.test("available says of each calendar in which state it is", async () => {
  const { status, body } = await call(`GET ${ROUTE}/available`, { user: ada });
  assertEquals(status, 200, JSON.stringify(body));
  assertEquals(ANSWERS.AvailableCalendars.parse(body), body);
  const found = body.calendars.map((one: Record<string, unknown>) => [
    one.id,
    one.access_role,
    one.primary,
    one.mirrored,
  ]);
  assertEquals(
    new Set(found.map(String)),
    new Set([
      ["ada@example.com", "owner", true, true],
      [lectures, "owner", false, true],
      [rooms, "freeBusyReader", false, false],
    ].map(String)),
  );
});

Deno.test("only their owner can read the rows", async () => {
  await connect(grace);
  assertEquals((await mirrors(grace)).body, { calendars: [], allowed: true });
  assertEquals(await rowsOf(grace), []);
  const own = (await rowsOf(ada)).map((row) => row.google_calendar_id);
  assertEquals(own.toSorted(), ["primary", lectures].toSorted());
  const foreign = await end(grace, "ada@example.com");
  assertEquals(foreign.status, 204);
  assertEquals((await refresh(grace, { calendar_id: lectures })).body.code, "calendar_not_found");
  assertEquals((await mirrors(ada)).body.calendars.length, 2);
});

Deno.test("refresh syncs the calendars, or one of them, and answers how they are", async () => {
  const rest = () =>
    stack.sql(
      "update google_calendar.mirror_syncs set checked_at = '2020-01-01', due_at = now() + interval '1 day'",
    );
  const checked = async () =>
    (await stack.sql<{ google_calendar_id: string }>(
      `select c.google_calendar_id from google_calendar.mirror_syncs s
       join public.google_calendars c on c.id = s.calendar_id where s.checked_at > '2020-01-02'`,
    )).map((row) => row.google_calendar_id).toSorted();
  await rest();
  const one = await refresh(ada, { calendar_id: lectures });
  assertEquals(one.status, 202, JSON.stringify(one.body));
  assertEquals(ANSWERS.MirrorList.parse(one.body), one.body);
  assertEquals([one.body.calendars.length, await checked()], [1, [lectures]]);
  await rest();
  assertEquals((await refresh(ada, { calendar_id: "ADA@example.com" })).status, 202);
  assertEquals(await checked(), ["primary"]);
  for (const body of [{}, undefined, { account_id: ada.id }]) {
    await rest();
    const all = await refresh(ada, body);
    assertEquals([all.status, all.body.calendars.length], [202, 2]);
    assertEquals(await checked(), ["primary", lectures].toSorted());
  }
  for (const calendar_id of [7, "two words", null]) {
    const { status, body } = await refresh(ada, { calendar_id });
    assertEquals([status, body.details[0].path], [422, "calendar_id"]);
  }
  const unknown = await refresh(ada, { calendar_id: rooms });
  assertEquals([unknown.status, unknown.body.code], [404, "calendar_not_found"]);
});

Deno.test("the project's server mirrors for a user whom it names", async () => {
  const headers = { apikey: JSON.parse(stack.env.SUPABASE_SECRET_KEYS!).default };
  const started = await call(`PUT ${calendarPath("primary")}?user_id=${grace.id}`, { headers });
  assertEquals([started.status, started.body.calendar_id], [200, "primary"]);
  const read = await call(`GET ${ROUTE}?user_id=${grace.id}`, { headers });
  assertEquals(idsOf(read), [started.body.id]);
  const ended = await call(`DELETE ${calendarPath("primary")}?user_id=${grace.id}`, { headers });
  assertEquals(ended.status, 204);
  assertEquals((await mirrors(grace)).body, { calendars: [], allowed: true });
  assertEquals((await call(`GET ${ROUTE}`, { headers })).status, 422);
});

Deno.test("if another Google account is connected during the request, its own primary calendar is mirrored", async () => {
  const alan = await stack.createUser({ google: { email: "alan@example.com" } });
  await connect(alan);
  const trip = new Trip("/rpc/google_calendar_mirror_calendar");
  const { status, body } = await trip.run(() => start(alan, "primary"), async () => {
    const address = await connect(alan, { email: "mary@example.com" });
    const confirmation = new URLSearchParams(address.hash.slice(1)).get("confirmation");
    await call("POST /oauth-callback/confirm", { user: alan, body: { confirmation } });
  });
  assert(trip.wasHeld);
  assertEquals([status, body.calendar_id], [200, "primary"], JSON.stringify(body));
  assertEquals(idsOf(await mirrors(alan)), [body.id]);
  assertEquals([trip.accounts.length, trip.accounts.at(-1)], [2, mary.sub]);
});

Deno.test("DELETE stops its channel at Google and takes every row away, once and again, and leaves the others", async () => {
  const [{ id }] = (await mirrors(ada)).body.calendars.filter((one: { primary: boolean }) =>
    !one.primary
  );
  await stack.sql(
    `insert into public.google_events (calendar_id, id, user_id, status, starts_at, ends_at, all_day, busy)
     values ($1, 'e1', $2, 'confirmed', now(), now(), false, true)`,
    [id, ada.id],
  );
  const [channel] = await stack.sql<{ id: string }>(
    "select id from google_calendar.mirror_channels where calendar_id = $1 and state = 'open'",
    [id],
  );
  google.resetCalls();
  for (const _ of ["once", "again"]) {
    const { status, body } = await end(ada, lectures);
    assertEquals([status, body], [204, undefined]);
  }
  assert(channel, "Google told of its changes until now");
  assertEquals(google.calls.map(({ endpoint }) => endpoint), ["channels.stop"]);
  const left = (await mirrors(ada)).body.calendars;
  assertEquals(left.map((one: { primary: boolean }) => one.primary), [true]);
  const events = await stack.sql("select from public.google_events where calendar_id = $1", [id]);
  assertEquals(events.length, 0);
  assertEquals((await end(ada, "two words")).body.code, "calendar_not_found");
});

Deno.test("what a disconnected account had is gone", async () => {
  await call("DELETE /calendar-connection/users/me", { user: ada });
  assertEquals((await mirrors(ada)).body, { calendars: [], allowed: true });
  assertEquals(await rowsOf(ada), []);
});
