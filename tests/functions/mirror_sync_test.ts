/** `POST /sync-calendars`: the first sync, changes, and what Google does to sync tokens. */
import { assert, assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { handOf, hourIn, mirrorsOf } from "../support/mirrors.ts";
import { startScenario } from "../support/scenario.ts";

const scenario = await startScenario();
const { stack, call, connect } = scenario;
const { google, sql } = stack;
const ADA = "ada@example.com";
const ada = await stack.createUser({ google: { email: ADA } });
await connect(ada);
// Google tells nothing: what is read is what a run reads.
google.pushes.hold();
const hand = await handOf(stack, ADA);
const { assertEqualsGoogle, mirror, run, runNow, calendar, names, rows, versions } = mirrorsOf(
  scenario,
);
const EVENTS = "/calendars/primary/events";

const NOTHING = {
  synced: 0,
  rebuilt: 0,
  pages: 0,
  renewed: 0,
  needs_reconnect: 0,
  failed: 0,
  left: 0,
};
const calls = () => google.calls.map(({ endpoint }) => endpoint);
const insert = (summary: string, days: number, more: object = {}) =>
  hand("POST", EVENTS, { summary, ...hourIn(days), ...more });

const apikey = JSON.parse(stack.env.SUPABASE_SECRET_KEYS!).default;

Deno.test("sync-calendars refuses every key but the project's secret one", async () => {
  const publishable = JSON.parse(stack.env.SUPABASE_PUBLISHABLE_KEYS!).default;
  for (const key of ["", publishable, `${apikey}x`]) {
    assertEquals((await call("POST /sync-calendars", { headers: { apikey: key } })).status, 401);
  }
  assertEquals((await call("POST /sync-calendars", { user: ada })).status, 401);
});

Deno.test("without a mirrored calendar a run does nothing", async () => {
  google.resetCalls();
  assertEquals(await run(), NOTHING);
  assertEquals(google.calls, []);
});

let id = "";

Deno.test("a first sync reads single events and each occurrence of the mirrored days, and is live", async () => {
  await insert("long ago", -60);
  await insert("yesterday", -1);
  await insert("tomorrow", 1);
  await insert("next year", 400);
  await insert("daily", 2, { recurrence: ["RRULE:FREQ=DAILY;COUNT=3"], ...zoned(2) });
  id = await mirror(ada);
  assertEquals((await calendar(id)).status, "loading");
  google.resetCalls();
  const { synced, rebuilt, failed } = await run();
  assertEquals([synced, rebuilt, failed], [1, 1, 0]);
  const { status, push } = await calendar(id);
  assertEquals([status, push], ["live", false]);
  assertEquals(await names(id), [
    "yesterday",
    "tomorrow",
    "daily",
    "daily",
    "daily",
    "next year",
  ]);
  // A first look, everything as it is, the window, and what changed in that time.
  assertEquals(calls(), ["events.list", "events.list", "events.list", "events.list"]);
  const [series] = await sql<{ recurrence: string[] }>(
    "select recurrence from public.google_series",
  );
  assertEquals(series?.recurrence, ["RRULE:FREQ=DAILY;COUNT=3"]);
});

Deno.test("once it is live, its channel is opened, and what changed before that is read", async () => {
  google.resetCalls();
  const { renewed, synced } = await run();
  assertEquals([renewed, synced], [1, 1]);
  assertEquals(calls(), ["events.watch", "events.list"]);
  assertEquals((await calendar(id)).push, true);
  google.resetCalls();
  assertEquals(await run(), NOTHING);
  assertEquals(calls(), []);
});

function zoned(days: number) {
  const { start, end } = hourIn(days);
  return { start: { ...start, timeZone: "UTC" }, end: { ...end, timeZone: "UTC" } };
}

Deno.test("a change of a single event costs one call", async () => {
  const { id: event } = await insert("new", 3);
  google.resetCalls();
  await runNow(id);
  assert((await names(id)).includes("new"));
  assertEquals(calls(), ["events.list"]);

  await hand("PATCH", `${EVENTS}/${event}`, { summary: "renamed" });
  google.resetCalls();
  await runNow(id);
  assert((await names(id)).includes("renamed"));
  assertEquals(calls(), ["events.list"]);

  await hand("DELETE", `${EVENTS}/${event}`);
  google.resetCalls();
  await runNow(id);
  assert(!(await names(id)).includes("renamed"));
  assertEquals(calls(), ["events.list"]);
});

Deno.test("a change of a series costs two calls, and one of an occurrence one", async () => {
  const { id: series } = await insert("weekly", 5, {
    recurrence: ["RRULE:FREQ=WEEKLY;COUNT=4"],
    ...zoned(5),
  });
  google.resetCalls();
  await runNow(id);
  assertEquals(calls(), ["events.list", "events.instances"]);
  const weekly = async () => (await rows(id)).filter(({ series_id }) => series_id === series);
  assertEquals((await weekly()).length, 4);

  const [, second, third] = await weekly();
  await hand("PATCH", `${EVENTS}/${second!.id}`, { summary: "moved", ...hourIn(20) });
  await hand("DELETE", `${EVENTS}/${third!.id}`);
  google.resetCalls();
  await runNow(id);
  assertEquals(calls(), ["events.list"]);
  assertEquals((await weekly()).map(({ summary }) => summary).sort(), [
    "moved",
    "weekly",
    "weekly",
  ]);

  await hand("PATCH", `${EVENTS}/${series}`, { recurrence: ["RRULE:FREQ=WEEKLY;COUNT=2"] });
  await runNow(id);
  assertEquals((await weekly()).length, 2);

  await hand("DELETE", `${EVENTS}/${series}`);
  await runNow(id);
  assertEquals(await weekly(), []);
  assertEquals(
    await sql("select 1 from public.google_series where id = $1", [series]),
    [],
  );
});

Deno.test("a series is there while it has an occurrence in the mirrored time", async () => {
  const daily = { recurrence: ["RRULE:FREQ=DAILY;COUNT=3"] };
  const { id: over } = await insert("over", -50, { ...daily, ...zoned(-50) });
  const { id: short } = await insert("short", 5, { ...daily, ...zoned(5) });
  await insert("later", 300, { ...daily, ...zoned(300) });
  await runNow(id);
  const series = async () =>
    (await sql<{ summary: string }>(
      "select summary from public.google_series where calendar_id = $1 order by summary",
      [id],
    )).map(({ summary }) => summary);
  // The daily one is from the first test.
  assertEquals(await series(), ["daily", "short"]);
  await assertEqualsGoogle(id, ADA);

  // One of its occurrences is moved to next week.
  const { items: days } = await hand("GET", `${EVENTS}/${over}/instances`);
  await hand("PATCH", `${EVENTS}/${days[1].id}`, hourIn(7));
  google.resetCalls();
  await runNow(id);
  assertEquals(await series(), ["daily", "over", "short"]);
  await assertEqualsGoogle(id, ADA);
  assertEquals(calls(), ["events.list", "events.get"]);
  google.resetCalls();
  await runNow(id);
  assertEquals(calls(), ["events.list"], "a series is asked for once");

  for (const { id: day } of (await rows(id)).filter(({ series_id }) => series_id === short)) {
    await hand("DELETE", `${EVENTS}/${day}`);
  }
  await runNow(id);
  assertEquals(await series(), ["daily", "over"]);
  await assertEqualsGoogle(id, ADA);
  await hand("DELETE", `${EVENTS}/${over}`);
  await runNow(id);
});

Deno.test("a sync token that Google gives up costs no row if nothing has changed", async () => {
  await runNow(id);
  const before = await versions(id);
  const { version } = await calendar(id);
  google.expireSyncTokens();
  const { rebuilt, synced } = await runNow(id);
  assertEquals([rebuilt, synced], [1, 1]);
  assertEquals(await versions(id), before);
  const after = await calendar(id);
  assertEquals([after.version, after.status], [version, "live"]);
});

Deno.test("what was deleted while the token was given up is gone, and what was made is there", async () => {
  const { id: gone } = await insert("to go", 4);
  await runNow(id);
  await hand("DELETE", `${EVENTS}/${gone}`);
  await insert("made meanwhile", 4);
  google.expireSyncTokens();
  // Not within a day of the last time: else the calendar would count as one without tokens.
  await sql("update google_calendar.mirror_syncs set expired_at = expired_at - interval '2 days'");
  await runNow(id);
  const found = await names(id);
  assert(!found.includes("to go") && found.includes("made meanwhile"), found.join());
});

Deno.test("empty and short pages are not the last, in lists and in changes", async () => {
  google.setSync({ ragged_pages: true });
  for (let n = 0; n < 12; n++) await insert(`ragged ${n}`, 6);
  await runNow(id);
  const ragged = async () => (await names(id)).filter((name) => name?.startsWith("ragged")).length;
  assertEquals(await ragged(), 12);
  google.expireSyncTokens();
  await sql("update google_calendar.mirror_syncs set expired_at = expired_at - interval '2 days'");
  await runNow(id);
  assertEquals(await ragged(), 12);
  google.setSync({ ragged_pages: false });
});

Deno.test("more than twenty series at once are read as a whole", async () => {
  for (let n = 0; n < 21; n++) {
    await insert(`series ${n}`, 7, { recurrence: ["RRULE:FREQ=DAILY;COUNT=2"], ...zoned(7) });
  }
  google.resetCalls();
  const { rebuilt } = await runNow(id);
  assertEquals(rebuilt, 1);
  assertEquals(google.count("events.instances"), 0);
  assertEquals((await names(id)).filter((name) => name?.startsWith("series")).length, 42);
});

Deno.test("a calendar whose tokens always end becomes a snapshot: read whole, and correct", async () => {
  await insert("before the snapshot", 8);
  google.setSync({ always_410: true });
  await sql("update google_calendar.mirror_syncs set expired_at = null");
  await runNow(id);
  await runNow(id);
  const [sync] = await sql<{ phase: string }>("select phase from google_calendar.mirror_syncs");
  assertEquals(sync?.phase, "snapshot");
  assert((await names(id)).includes("before the snapshot"));
  await insert("in the snapshot", 8);
  await runNow(id);
  assert((await names(id)).includes("in the snapshot"));
  assertEquals((await calendar(id)).status, "live");
  google.setSync({ always_410: false });
});

closeAtEnd(stack);
