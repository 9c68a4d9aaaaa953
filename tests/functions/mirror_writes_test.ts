/** The app's own writes on a mirrored calendar: visible at once, and never gone again. */
import { assert, assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { handOf, hourIn, mirrorsOf } from "../support/mirrors.ts";
import { startScenario } from "../support/scenario.ts";
import { until } from "../support/until.ts";

const scenario = await startScenario();
const { stack, call, connect } = scenario;
const { google, sql } = stack;
const ADA = "ada@example.com";
const ada = await stack.createUser({ google: { email: ADA } });
await connect(ada);
const hand = await handOf(stack, ADA);
const { mirror, run, runNow, names, rows } = mirrorsOf(scenario);
// What is visible is what the write itself has put there.
google.pushes.hold();
const id = await mirror(ada);
await run();
await run();

const at = (days: number) => {
  const { start, end } = hourIn(days);
  return { start_datetime: start.dateTime, end_datetime: end.dateTime };
};
const create = async (summary: string, days: number, more: object = {}) => {
  const { status, body } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: { summary, ...at(days), ...more },
  });
  assertEquals(status, 201, JSON.stringify(body));
  return body.id as string;
};
const patch = async (event: string, body: object) => {
  const answer = await call(`PATCH /calendar-events/users/me/${event}`, { user: ada, body });
  assertEquals(answer.status, 200, JSON.stringify(answer.body));
};
const remove = async (event: string, query = "") => {
  const { status } = await call(`DELETE /calendar-events/users/me/${event}${query}`, { user: ada });
  assertEquals(status, 204);
};
const rpcs = () =>
  stack.requests.map(({ path }) => path.replace(/.*google_calendar_/, "")).filter((path) =>
    !path.startsWith("/")
  );
const isDue = async () => {
  const [row] = await sql<{ due: boolean }>(
    "select due_at <= clock_timestamp() as due from google_calendar.mirror_syncs where calendar_id = $1",
    [id],
  );
  return row!.due;
};

Deno.test("an event is a row as soon as it is created, changed and removed, for one more call each", async () => {
  stack.requests.length = 0;
  google.resetCalls();
  const event = await create("own", 1);
  assertEquals(await names(id), ["own"]);
  assertEquals(rpcs(), ["read_account", "note_write"]);
  assertEquals(google.calls.map(({ endpoint }) => endpoint), ["events.insert"]);
  await patch(event, { summary: "renamed", ...at(2) });
  assertEquals(await names(id), ["renamed"]);
  await remove(event);
  assertEquals(await names(id), []);
  await runNow(id);
  assertEquals(await names(id), []);
});

Deno.test("the primary calendar's address is the same calendar", async () => {
  const event = await create("by address", 1, { calendar_id: ADA.toUpperCase() });
  assertEquals(await names(id), ["by address"]);
  await remove(event, `?calendar_id=${ADA}`);
  assertEquals(await names(id), []);
});

Deno.test("an answer to an invitation is there at once", async () => {
  const event = google.plant(ADA, {
    summary: "invited",
    ...hourIn(3),
    organizer: { email: "grace@example.com" },
    attendees: [{ email: ADA, responseStatus: "needsAction" }],
  });
  await runNow(id);
  const response = async () =>
    (await sql<{ response: string; busy: boolean }>(
      "select response, busy from public.google_events where id = $1",
      [event],
    ))[0];
  assertEquals(await response(), { response: "needs_action", busy: true });
  const { status, body } = await call(`POST /calendar-events/users/me/${event}/response`, {
    user: ada,
    body: { response_status: "declined" },
  });
  assertEquals(status, 200, JSON.stringify(body));
  assertEquals(await response(), { response: "declined", busy: false });
});

Deno.test("a series is due at once, and there after the next sync", async () => {
  const zone = { time_zone: "UTC" };
  const series = await create("series", 4, { recurrence: ["RRULE:FREQ=DAILY;COUNT=3"], ...zone });
  assert(await isDue());
  await run();
  const days = async () => (await rows(id)).filter(({ series_id }) => series_id === series);
  assertEquals((await days()).length, 3);
  const [, second] = await days();
  await patch(second!.id, { summary: "one day" });
  assertEquals((await days()).map(({ summary }) => summary), ["series", "one day", "series"]);
  await patch(second!.id, { summary: "from here on", scope: "following" });
  assert(await isDue());
  await run();
  assertEquals((await names(id)).filter((name) => name === "from here on").length, 2);
  await remove(series);
  assertEquals(await days(), []);
});

Deno.test("a write during a sync is neither undone by it nor lost", async () => {
  await runNow(id);
  await hand("POST", "/calendars/primary/events", { summary: "by hand", ...hourIn(5) });
  google.resetCalls();
  // The list is read before the app writes, and applied after it.
  stack.failDatabase("/rest/v1/rpc/google_calendar_apply_delta", { delay_ms: 2_000 });
  const syncing = runNow(id);
  await until(() =>
    google.calls.some(({ endpoint, status }) => endpoint === "events.list" && status === 200)
  );
  const event = await create("during the sync", 5);
  assertEquals(google.count("events.list"), 1);
  await syncing;
  assertEquals(google.count("events.list"), 2);
  const found = await names(id);
  assert(found.includes("during the sync") && found.includes("by hand"), found.join());
  await remove(event);
  await runNow(id);
  assert(!(await names(id)).includes("during the sync"));
});

Deno.test("a write that the mirror cannot take is answered all the same, and found by the next sync", async () => {
  const stop = stack.failDatabase("/rest/v1/rpc/google_calendar_note_write", { status: 503 });
  await create("not noted", 6);
  stop();
  assert(!(await names(id)).includes("not noted"));
  await runNow(id);
  assert((await names(id)).includes("not noted"));
});

Deno.test("a calendar that keeps times alone has no text of anybody's, of own writes neither", async () => {
  const words = () =>
    sql(
      `select 1 from public.google_events where summary is not null or description is not null
         or location is not null or organizer is not null or attendees is not null
       union all select 1 from public.google_series where summary is not null`,
    );
  assert((await words()).length > 0);
  await sql(
    "select public.google_calendar_mirror_calendar($1, 'primary', true, p_times_only => true)",
    [
      ada.id,
    ],
  );
  await runNow(id);
  assertEquals(await words(), []);
  assert((await rows(id)).length > 3);
  await create("a secret", 7, { description: "of Ada's" });
  assertEquals(await words(), []);
});

closeAtEnd(stack);
