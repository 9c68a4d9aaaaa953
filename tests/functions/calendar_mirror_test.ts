/** `calendar-mirror`: which calendars are mirrored, starting, ending, and asking for a sync. */
import { assert, assertEquals } from "@std/assert";
import { ANSWERS } from "../../tasks/openapi/answers.ts";
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
const { stack, call, connect } = await startScenario({ people: [...defaultPeople, mary] });
const { google } = stack;
watchCalls(google.url);
closeAtEnd(stack);

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
  assertEquals((await mirrors(ada)).body, { calendars: [] });
  assertEquals((await refresh(ada, {})).body, { calendars: [] });
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

Deno.test("PUT mirrors a calendar: it is loading until it was read, and Google was asked once what it is", async () => {
  await connect(ada);
  google.resetCalls();
  const { status, body } = await start(ada, "primary");
  assertEquals(status, 200, JSON.stringify(body));
  assertEquals(google.count("events.list"), 1);
  assertEquals(ANSWERS.Mirror.parse(body), body);
  assertEquals(
    [body.calendar_id, body.account_id, body.primary, body.status, body.reason, body.progress],
    ["ada@example.com", ada.id, true, "loading", null, { pages: 0, events: 0 }],
  );
  assert(body.time_zone.includes("/"), body.time_zone);
  assertEquals((await mirrors(ada)).body, { calendars: [body] });
  const [days] = await stack.sql<{ days_back: number; days_ahead: number }>(
    "select days_back, days_ahead from google_calendar.mirror_syncs where calendar_id = $1",
    [body.id],
  );
  assertEquals(days, { days_back: 10, days_ahead: 90 });
});

Deno.test("primary, its address, and its address in capitals are one calendar", async () => {
  const [before] = (await mirrors(ada)).body.calendars;
  for (const name of ["primary", "ada@example.com", "ADA@example.com"]) {
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

Deno.test("the rows are their owner's alone, whoever asks", async () => {
  await connect(grace);
  assertEquals((await mirrors(grace)).body, { calendars: [] });
  assertEquals(await rowsOf(grace), []);
  const own = (await rowsOf(ada)).map((row) => row.google_calendar_id);
  assertEquals(own.toSorted(), ["ada@example.com", lectures].toSorted());
  const foreign = await end(grace, "ada@example.com");
  assertEquals(foreign.status, 204);
  assertEquals((await refresh(grace, { calendar_id: lectures })).body.code, "calendar_not_found");
  assertEquals((await mirrors(ada)).body.calendars.length, 2);
});

Deno.test("refresh makes the calendars due, or one of them, and answers how they are", async () => {
  const rest = () =>
    stack.sql("update google_calendar.mirror_syncs set due_at = now() + interval '1 day'");
  const due = async () =>
    (await stack.sql<{ google_calendar_id: string }>(
      `select c.google_calendar_id from google_calendar.mirror_syncs s
       join public.google_calendars c on c.id = s.calendar_id where s.due_at <= clock_timestamp()`,
    )).map((row) => row.google_calendar_id).toSorted();
  await rest();
  const one = await refresh(ada, { calendar_id: lectures });
  assertEquals(one.status, 202, JSON.stringify(one.body));
  assertEquals(ANSWERS.MirrorList.parse(one.body), one.body);
  assertEquals([one.body.calendars.length, await due()], [1, [lectures]]);
  await rest();
  assertEquals((await refresh(ada, { calendar_id: "primary" })).status, 202);
  assertEquals(await due(), ["ada@example.com"]);
  await rest();
  for (const body of [{}, undefined, { account_id: ada.id }]) {
    const all = await refresh(ada, body);
    assertEquals([all.status, all.body.calendars.length], [202, 2]);
  }
  assertEquals(await due(), ["ada@example.com", lectures].toSorted());
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
  assertEquals([started.status, started.body.calendar_id], [200, "grace@example.com"]);
  const read = await call(`GET ${ROUTE}?user_id=${grace.id}`, { headers });
  assertEquals(read.body, { calendars: [started.body] });
  const ended = await call(`DELETE ${calendarPath("primary")}?user_id=${grace.id}`, { headers });
  assertEquals(ended.status, 204);
  assertEquals((await mirrors(grace)).body, { calendars: [] });
  assertEquals((await call(`GET ${ROUTE}`, { headers })).status, 422);
});

Deno.test("if another Google account is connected meanwhile, its own primary calendar is mirrored", async () => {
  const alan = await stack.createUser({ google: { email: "alan@example.com" } });
  await connect(alan);
  const trip = new Trip("/rpc/google_calendar_mirror_calendar");
  const { status, body } = await trip.run(() => start(alan, "primary"), async () => {
    const address = await connect(alan, { email: "mary@example.com" });
    const confirmation = new URLSearchParams(address.hash.slice(1)).get("confirmation");
    await call("POST /oauth-callback/confirm", { user: alan, body: { confirmation } });
  });
  assert(trip.wasHeld);
  assertEquals([status, body.calendar_id], [200, "mary@example.com"], JSON.stringify(body));
  assertEquals((await mirrors(alan)).body, { calendars: [body] });
});

Deno.test("DELETE ends it and takes every row away, once and again, and leaves the others", async () => {
  const [{ id }] = (await mirrors(ada)).body.calendars.filter((one: { primary: boolean }) =>
    !one.primary
  );
  await stack.sql(
    `insert into public.google_events (calendar_id, id, user_id, status, starts_at, ends_at, all_day, busy)
     values ($1, 'e1', $2, 'confirmed', now(), now(), false, true)`,
    [id, ada.id],
  );
  for (const _ of ["once", "again"]) {
    const { status, body } = await end(ada, lectures);
    assertEquals([status, body], [204, undefined]);
  }
  const left = (await mirrors(ada)).body.calendars;
  assertEquals(left.map((one: { primary: boolean }) => one.primary), [true]);
  assertEquals((await stack.sql("select from public.google_events")).length, 0);
  assertEquals((await end(ada, "two words")).body.code, "calendar_not_found");
});

Deno.test("what a disconnected account had is gone", async () => {
  await call("DELETE /calendar-connection/users/me", { user: ada });
  assertEquals((await mirrors(ada)).body, { calendars: [] });
  assertEquals(await rowsOf(ada), []);
});
