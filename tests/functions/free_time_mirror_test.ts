/** `GET /find-free-time/users/{user}?source=mirror`: from the calendars' copy, without a call to Google. */
import { assert, assertEquals } from "@std/assert";
import { keepBackground } from "../support/background.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";

const background = keepBackground();
const { stack, call: request, connect } = await startScenario();
const { google } = stack;
closeAtEnd(stack);

/** Calls a route, and waits for what goes on after the answer. */
async function call(...asked: Parameters<typeof request>) {
  const answer = await request(...asked);
  await background.ended();
  return answer;
}

const ada = await stack.createUser({ google: { email: "ada@example.com" } });
await connect(ada);
const lectures = google.addCalendar("ada@example.com", "Lectures");

const DAY = { time_min: "2026-08-15T08:00:00Z", time_max: "2026-08-15T18:00:00Z" };
const CHECKED = "2026-08-14T00:00:00.000Z";

function find(query: Record<string, string | string[]>, user = ada) {
  const pairs = Object.entries({ source: "mirror", ...query }).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value])
  );
  return call(`GET /find-free-time/users/me?${new URLSearchParams(pairs)}`, { user });
}

/** Mirrors a calendar, as it is after its first sync. Returns its row's id. */
async function mirrored(calendarId: string): Promise<string> {
  const path = `/calendar-mirror/users/me/calendars/${encodeURIComponent(calendarId)}`;
  const { status, body } = await call(`PUT ${path}`, { user: ada });
  assertEquals(status, 200, JSON.stringify(body));
  await become(body.id, "live");
  await stack.sql(
    "update google_calendar.mirror_syncs set phase = 'live', checked_at = $2 where calendar_id = $1",
    [body.id, CHECKED],
  );
  return body.id;
}

const become = (id: string, status: string) =>
  stack.sql(
    `update public.google_calendars set status = $2, mirrored_from = '2026-07-15T00:00:00Z',
       mirrored_until = '2026-12-01T00:00:00Z' where id = $1`,
    [id, status],
  );

const event = (calendar: string, start: string, end: string, busy = true) =>
  stack.sql(
    `insert into public.google_events (calendar_id, id, user_id, status, starts_at, ends_at, all_day, busy)
     values ($1, gen_random_uuid()::text, $2, 'confirmed', $3, $4, false, $5)`,
    [calendar, ada.id, `2026-08-15T${start}Z`, `2026-08-15T${end}Z`, busy],
  );

let primary: string;

Deno.test("a calendar that is not mirrored, or is loading, is not answered as free", async () => {
  google.resetCalls();
  const none = await find(DAY);
  assertEquals([none.status, none.body.code], [409, "mirror_not_ready"]);
  assertEquals(google.calls, []);
  await call("PUT /calendar-mirror/users/me/calendars/primary", { user: ada });
  assertEquals((await find(DAY)).body.code, "mirror_not_ready");
});

Deno.test("busy times come from the rows, joined and cut, and Google is not asked", async () => {
  primary = await mirrored("primary");
  await event(primary, "07:00:00", "09:00:00");
  await event(primary, "10:00:00", "11:00:00");
  await event(primary, "10:30:00", "12:00:00");
  await event(primary, "15:00:00", "16:00:00", false);
  google.resetCalls();
  stack.requests.length = 0;
  const { status, body } = await find({
    ...DAY,
    minimum_minutes: "61",
    time_zone: "America/New_York",
  });
  assertEquals(status, 200, JSON.stringify(body));
  assertEquals(body, {
    busy: [
      { start: "2026-08-15T04:00:00-04:00", end: "2026-08-15T05:00:00-04:00" },
      { start: "2026-08-15T06:00:00-04:00", end: "2026-08-15T08:00:00-04:00" },
    ],
    free: [{ start: "2026-08-15T08:00:00-04:00", end: "2026-08-15T14:00:00-04:00" }],
    time_zone: "America/New_York",
    as_of: body.as_of,
  });
  assertEquals(body.as_of, CHECKED);
  assertEquals(google.calls, []);
  const rpcs = stack.requests.filter(({ path }) => path.startsWith("/rest/"));
  assertEquals(rpcs.length, 2, JSON.stringify(rpcs));
});

Deno.test("the mirror and Google give the same answer for the same calendar", async () => {
  for (const [start, end] of [["07:00", "09:00"], ["10:00", "11:00"], ["10:30", "12:00"]]) {
    const { status } = await call("POST /create-calendar-event/users/me/calendar/events", {
      user: ada,
      body: {
        summary: "Busy",
        start_datetime: `2026-08-15T${start}:00Z`,
        end_datetime: `2026-08-15T${end}:00Z`,
      },
    });
    assertEquals(status, 201);
  }
  await become(primary, "live");
  const asked = Date.now();
  const [{ body: ours }, { body: googles }] = [
    await find(DAY),
    await find({ ...DAY, source: "google" }),
  ];
  assertEquals([ours.busy, ours.free], [googles.busy, googles.free]);
  assert(Math.abs(Date.parse(googles.as_of) - asked) < 10_000, googles.as_of);
});

Deno.test("beyond what is mirrored, or in a state other than live, it is refused", async () => {
  for (
    const span of [
      { time_min: "2026-07-14T00:00:00Z", time_max: DAY.time_max },
      // The window's end moves on by itself, but not for years.
      { time_min: "2030-01-01T00:00:00Z", time_max: "2030-01-02T00:00:00Z" },
    ]
  ) {
    const { status, body } = await find(span);
    assertEquals([status, body.code], [409, "mirror_not_ready"], span.time_min);
  }
  for (const state of ["loading", "stale", "paused", "failed"]) {
    await become(primary, state);
    assertEquals((await find(DAY)).body.code, "mirror_not_ready", state);
  }
  await become(primary, "live");
  const whole = await find({ time_min: "2026-07-15T00:00:00Z", time_max: "2026-12-01T00:00:00Z" });
  assertEquals(whole.status, 200);
});

Deno.test("several calendars: each must be mirrored, and any of them makes busy", async () => {
  const both = { ...DAY, calendar_id: ["primary", lectures] };
  assertEquals((await find(both)).body.code, "mirror_not_ready");
  await event(await mirrored(lectures), "13:00:00", "14:00:00");
  const { status, body } = await find(both);
  assertEquals([status, body.busy.length], [200, 3], JSON.stringify(body));
  assertEquals((await find({ ...DAY, calendar_id: "ADA@example.com" })).body.busy.length, 2);
  assertEquals((await find(DAY)).body.busy.length, 2, "the primary one alone by default");
});

Deno.test("a dead grant, no connection, and a source that there is not are told as such", async () => {
  assertEquals((await find({ ...DAY, source: "cache" })).body.details[0].path, "source");
  const grace = await stack.createUser({ google: { email: "grace@example.com" } });
  assertEquals((await find(DAY, grace)).body.code, "calendar_not_connected");
  assertEquals((await find({ ...DAY, account_id: ada.id }, grace)).body.code, "account_not_found");
  await stack.sql(
    "update public.google_connections set status = 'needs_reconnect', reason = 'revoked_or_expired' where account_id = $1",
    [ada.id],
  );
  const { status, body } = await find(DAY);
  assertEquals([status, body.code, body.details], [401, "reconnect_required", {
    reason: "revoked_or_expired",
  }]);
});
