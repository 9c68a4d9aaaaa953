/** What the mirror costs, counted on several processes. Times are the benchmark's: these are counts. */
import { assert, assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { figure } from "../support/figures.ts";
import { call } from "./connections.ts";
import { assertMirrorsEqual } from "./equal.ts";
import { mirror } from "./furnish.ts";
import { startGround } from "./ground.ts";
import { listsOf } from "./lists.ts";
import { type Kept, MARK } from "./people.ts";
import { settle, settleIn, tick } from "./rounds.ts";
import { startWorld } from "./world.ts";

const ground = await startGround();
const world = await startWorld(ground);
await settleIn(world);
const { google, sql, members } = world;
const [ada] = world.kept as [Kept];

// The world's own timers outlive a test.
const test = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });

const lists = (calendarId: string) => listsOf(google, calendarId);

const hour = (days: number) => ({
  start: { dateTime: new Date(world.now() + days * 86_400_000).toISOString(), timeZone: "UTC" },
  end: { dateTime: new Date(world.now() + days * 86_400_000 + 3_600_000).toISOString() },
});

/** Where each row is stored: a row that was written again is somewhere else. */
const stored = () =>
  sql(
    ["public.google_calendars", "public.google_events", "google_calendar.mirror_syncs"]
      .concat("google_calendar.mirror_channels")
      .map((table) => `select '${table}' as name, ctid::text, xmin::text from ${table}`)
      .join(" union all ") + " order by 1, 2",
  );

test("a hundred changes in ten seconds cost at most six lists", async () => {
  google.resetCalls();
  const end = performance.now() + 10_000;
  for (let i = 0; i < 100; i++) {
    await ada.hands[0]!.insert(ada.googleId, { summary: `${MARK} ${i}`, ...hour(5) });
    const next = end - (99 - i) * 100 - performance.now();
    if (next > 0) await new Promise((done) => setTimeout(done, next));
  }
  await settle(world);
  const count = lists(ada.googleId);
  await tick(world);
  await settle(world);
  await assertMirrorsEqual(world);
  figure(`100 changes in 10 s: ${count} lists`);
  assert(count >= 1 && count <= 6, `${count} lists`);
});

test("1,000 forged pushes write nothing, and Google is not called", async () => {
  const channel = google.channels().find(({ state, email }) =>
    state === "open" && email === ada.member.email
  )!;
  const before = await stored();
  google.resetCalls();
  for (let i = 0; i < 1000; i += 20) {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => google.pushes.forge({ channel_id: channel.id, token: "x" })),
    );
    for (const status of answers) assertEquals(status, 404);
  }
  assertEquals(await stored(), before);
  assertEquals(google.calls, []);
});

test("a create on a mirrored calendar makes three calls, on another two", async () => {
  const route = "POST /create-calendar-event/users/me/calendar/events";
  const other = google.addCalendar(ada.member.email, "not mirrored");
  for (const [calendar_id, rpcs] of [[ada.googleId, 2], [other, 1]] as const) {
    await settle(world);
    google.pushes.hold();
    google.resetCalls();
    ground.gateway.calls.clear();
    const { status } = await call(world, ada.member, route, {
      summary: `${MARK} own`,
      start_datetime: "2026-12-15T09:00:00Z",
      end_datetime: "2026-12-15T10:00:00Z",
      calendar_id,
    });
    assertEquals(status, 201);
    const made = [...ground.gateway.calls].map(([name, count]) => `${count} ${name}`);
    assertEquals(made.length, rpcs, made.join(", "));
    assertEquals(google.calls.map(({ endpoint }) => endpoint), ["events.insert"]);
    await google.pushes.release();
  }
});

test("in an idle hour the tick calls no function", async () => {
  await settle(world);
  await tick(world);
  await settle(world);
  for (
    const statement of [
      "create schema if not exists net",
      "create table net.posted (url text)",
      `create function net.http_post(url text, headers jsonb, timeout_milliseconds integer) returns bigint
         language sql as $$ insert into net.posted values (url) returning 1::bigint $$`,
      "create schema if not exists vault",
      `create or replace view vault.decrypted_secrets as
         select * from (values ('google_calendar_url', 'https://project.example'),
           ('google_calendar_secret_key', 'key')) as s (name, decrypted_secret)`,
    ]
  ) await sql(statement);
  const posted = async () => (await sql("select from net.posted")).length;
  for (let seconds = 0; seconds < 3600; seconds += 20) {
    await world.advance(20);
    await sql("select google_calendar.sync_tick()");
  }
  assertEquals(await posted(), 0);
  await sql("update google_calendar.mirror_syncs set due_at = google_calendar.chaos_now()");
  await sql("select google_calendar.sync_tick()");
  assertEquals(await posted(), 1, "and one if something is due");
  await tick(world);
  await settle(world);
});

test("two hundred calendars that are due are each synced once by four processes", async () => {
  const { member } = ada;
  const more = Array.from({ length: 200 }, (_, i) => {
    const googleId = google.addCalendar(member.email, `calendar ${i}`);
    return { ...ada, googleId, name: `calendar ${i}` };
  });
  for (const kept of more) await mirror(world, kept);
  google.resetCalls();
  ground.gateway.calls.clear();
  const left = async () =>
    (await sql("select from public.google_calendars where status = 'loading'")).length;
  for (let run = 0; run < 20 && await left() > 0; run++) {
    await Promise.all(Array.from({ length: 4 }, () => tick(world)));
  }
  assertEquals(await left(), 0);
  const rebuilds = await sql<{ rebuild: number }>(
    `select y.rebuild::integer from google_calendar.mirror_syncs y
     join public.google_calendars g on g.id = y.calendar_id where g.user_id = $1`,
    [members[0]!.user.id],
  );
  assertEquals(new Set(rebuilds.map(({ rebuild }) => rebuild)), new Set([1]));
  const begun = ground.gateway.calls.get("google_calendar_start_rebuild");
  assertEquals(begun, 200, "rebuilds begun");
});

closeAtEnd({
  async close() {
    await world.close();
    await ground.close();
  },
});
