/**
 * Nobody reads a mirrored row for longer than they may: disconnect, another account, a dead grant, a ban, a deletion,
 * a calendar that is no longer shared, and the window that moves on.
 */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import {
  at,
  type MirrorCalls,
  mirrorCalls,
  occurrence,
  series,
  single,
  type TestCalendar,
} from "./mirrorCalls.ts";
import { onBoth } from "./onBoth.ts";

const test = await onBoth();

const full = (m: MirrorCalls) =>
  m.live({
    singles: [single("a", 1)],
    series: [series("s", [])],
    occurrences: [occurrence("s", 1)],
  });

/** How many rows each of the mirror's tables has of a calendar. */
async function rowsOf(m: MirrorCalls, { id }: TestCalendar): Promise<Record<string, number>> {
  const [row] = await m.query<Record<string, number>>(`select
    (select count(*)::integer from public.google_calendars where id = '${id}') as calendars,
    (select count(*)::integer from public.google_events where calendar_id = '${id}') as events,
    (select count(*)::integer from public.google_series where calendar_id = '${id}') as series,
    (select count(*)::integer from google_calendar.mirror_syncs where calendar_id = '${id}') as syncs,
    (select count(*)::integer from google_calendar.mirror_channels where calendar_id = '${id}') as channels,
    (select count(*)::integer from google_calendar.mirror_seen where calendar_id = '${id}') as seen`);
  return row!;
}
const NOTHING = { calendars: 0, events: 0, series: 0, syncs: 0, channels: 0, seen: 0 };

async function withChannel(m: MirrorCalls, calendar: TestCalendar): Promise<string> {
  const channel = crypto.randomUUID();
  await m.word("open_channel", {
    calendar_id: calendar.id,
    channel_id: channel,
    token_hash: "hash",
  });
  await m.call("channel_opened", { channel_id: channel, resource_id: "resource" });
  return channel;
}

test("a disconnect takes the rows in its own transaction, and a sync under way finds nothing", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await full(m);
  const channel = await withChannel(m, calendar);
  assertEquals(await m.call("take_channels", { account_id: calendar.account }), [
    { channel_id: channel, resource_id: "resource" },
  ]);
  const cleared = await m.word("clear_connection", {
    user_id: calendar.user,
    account_id: calendar.account,
    grant_version: 0,
  });
  assertEquals(cleared, true);
  assertEquals(await rowsOf(m, calendar), NOTHING);
  assertEquals((await m.delta(calendar, { items: [single("late", 1)] })).answer, "lost");
  assertEquals((await m.end(calendar)).answer, "lost");
  assertEquals((await m.begin(calendar)).answer, "gone");
  // Google opens a channel for it nevertheless: it is to be stopped.
  assertEquals(await m.call("channel_opened", { channel_id: channel, resource_id: "resource" }), [
    { channel_id: channel, resource_id: "resource" },
  ]);
});

test("another Google account in its place takes the rows of the former one", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await full(m);
  const store = (google_account_id: string) =>
    query<{ outcome: string }>(
      `select google_calendar.store_grant('${calendar.user}', '${calendar.account}', '${google_account_id}',
         'x@gmail.com', '{}', 'sealed', 'sealed', now() + interval '1 hour', null, now()) as outcome`,
    );
  assertEquals((await store(calendar.user))[0]!.outcome, "saved");
  assertEquals((await rowsOf(m, calendar)).events, 2);
  assertEquals((await store(crypto.randomUUID()))[0]!.outcome, "saved");
  assertEquals(await rowsOf(m, calendar), NOTHING);
});

test("a dead grant makes the mirror stale, a new one live again, and 30 days end it", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await full(m);
  await m.end(calendar);
  const state = async () => {
    const { status, reason } = await m.calendar(calendar);
    return [status, reason];
  };
  const version = async () =>
    (await query<{ v: number }>(
      `select grant_version::integer as v from google_calendar.users where id = '${calendar.account}'`,
    ))[0]!.v;
  const die = async () =>
    await m.word("mark_needs_reconnect", {
      account_id: calendar.account,
      grant_version: await version(),
      reason: "revoked_or_expired",
    });
  await die();
  assertEquals(await state(), ["stale", "reconnect_required"]);
  assertEquals((await rowsOf(m, calendar)).events, 2);
  assertEquals((await m.begin(calendar)).answer, "paused");
  await m.call("refresh_mirrors", { user_id: calendar.user });
  assertEquals((await m.sync(calendar)).due_at, "infinity");

  await query(
    `select google_calendar.store_grant('${calendar.user}', '${calendar.account}', '${calendar.user}',
       'x@gmail.com', '{}', 'sealed', 'sealed', now() + interval '1 hour', null, now())`,
  );
  // What is read first decides whether it is: the same token goes on.
  assertEquals(await state(), ["stale", null]);
  const work = await m.begin(calendar);
  assertEquals([work.answer, work.sync_token], ["begun", "token 1"]);
  await m.delta(calendar);
  assertEquals(await state(), ["live", null]);
  await m.end(calendar);

  await die();
  await m.set(calendar, "stale_since = now() - interval '29 days'");
  await m.call("prune_events", { limit: 1000 });
  assertEquals((await rowsOf(m, calendar)).events, 2);
  await m.set(calendar, "stale_since = now() - interval '31 days'");
  assertEquals((await m.one("prune_events", { limit: 1000 })).calendars, 1);
  assertEquals(await rowsOf(m, calendar), NOTHING);
});

test("a grant that dies during a sync leaves the mirror stale, whatever the sync has read", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await full(m);
  await m.word("mark_needs_reconnect", {
    account_id: calendar.account,
    grant_version: 0,
    reason: "revoked_or_expired",
  });
  assertEquals((await m.delta(calendar, { items: [single("b", 1)] })).answer, "applied");
  const { status, reason } = await m.calendar(calendar);
  assertEquals([status, reason], ["stale", "reconnect_required"]);
});

test("a refusal of a fresh token is tried again by itself", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await full(m);
  await m.word("note_access", { account_id: calendar.account, grant_version: 0, refused: true });
  assertEquals((await m.calendar(calendar)).reason, "reconnect_required");
  await m.end(calendar, "reconnect");
  const { due_at } = await m.sync(calendar);
  const seconds = (Date.parse(due_at) - Date.now()) / 1000;
  assert(seconds > 300 && seconds < 370, `${seconds}`);
  await m.word("note_access", { account_id: calendar.account, grant_version: 0, refused: false });
  assertEquals((await m.begin(calendar)).answer, "begun");
});

for (
  const [what, how] of [
    ["a ban", "banned_until = now() + interval '1 day'"],
    ["a soft deletion", "deleted_at = now()"],
  ] as const
) {
  test(`${what} takes the rows when it takes the tokens`, async (query) => {
    const m = mirrorCalls(query);
    const calendar = await full(m);
    await withChannel(m, calendar);
    await query(`update auth.users set ${how} where id = '${calendar.user}'`);
    await m.call("sweep", { limit: 100000 });
    await m.call("sweep", { limit: 100000 });
    assertEquals(await rowsOf(m, calendar), NOTHING);
  });
}

test("a deleted user's rows are deleted with the user", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await full(m);
  await withChannel(m, calendar);
  await query(`delete from auth.users where id = '${calendar.user}'`);
  assertEquals(await rowsOf(m, calendar), NOTHING);
});

for (const reason of ["calendar_gone", "no_permission"]) {
  test(`${reason}: what the user may not read at Google is not readable here`, async (query) => {
    const m = mirrorCalls(query);
    const calendar = await full(m);
    const channel = await withChannel(m, calendar);
    const { version } = await m.calendar(calendar);
    const { due_in } = await m.end(calendar, reason);
    assert(due_in > 0.7 * 86_400, `${due_in}`);
    const rows = await rowsOf(m, calendar);
    assertEquals([rows.events, rows.series], [0, 0]);
    const row = await m.calendar(calendar);
    assertEquals([row.status, row.reason, row.push, row.version], [
      "failed",
      reason,
      false,
      version + 1,
    ]);
    assertEquals(
      await m.call("take_channels", { account_id: calendar.account, calendar_id: calendar.id }),
      [
        { channel_id: channel, resource_id: "resource" },
      ],
    );
    // Shared again: it begins from nothing.
    const work = await m.begin(calendar);
    assertEquals([work.phase, work.rebuild, work.sync_token], ["list", 0, null]);
    await m.rebuild(calendar, { singles: [single("b", 1)] });
    assertEquals(await m.ids(calendar), ["b"]);
    assertEquals((await m.calendar(calendar)).status, "live");
    assertEquals((await m.calendar(calendar)).reason, null);
  });
}

test("unmirror takes the rows, of that calendar and that user only", async (query) => {
  const m = mirrorCalls(query);
  const [calendar, other] = [await full(m), await full(m)];
  const unmirror = (user: string, account: string, google_calendar_id: string) =>
    m.word("unmirror_calendar", { user_id: user, account_id: account, google_calendar_id });
  assertEquals(await unmirror(other.user, calendar.account, "primary"), false);
  assertEquals(await unmirror(calendar.user, calendar.account, "another"), false);
  assertEquals(await unmirror(calendar.user, calendar.account, "primary"), true);
  assertEquals(await rowsOf(m, calendar), NOTHING);
  assertEquals((await rowsOf(m, other)).events, 2);
});

test("the window's beginning moves on by night, in parts", async (query) => {
  const m = mirrorCalls(query);
  const olds = Array.from({ length: 5 }, (_, n) => single(`old ${n}`, -n));
  const calendar = await m.live({
    singles: [...olds, single("new", 10)],
    series: [series("old series", [])],
    occurrences: [occurrence("old series", -1)],
  });
  await query("update google_calendar.mirror_syncs set prune_at = 'infinity'");
  // As if it was read 40 days ago.
  await query(
    `update public.google_calendars set mirrored_from = now() - interval '70 days' where id = '${calendar.id}'`,
  );
  await query(
    `update public.google_events set starts_at = starts_at - interval '40 days', ends_at = ends_at - interval '40 days' where calendar_id = '${calendar.id}'`,
  );
  await m.set(calendar, "prune_at = now()");
  const { version } = await m.calendar(calendar);
  assertEquals((await m.one("prune_events", { limit: 3 })).events, 3);
  assertEquals((await m.ids(calendar)).length, 4);
  assertEquals((await m.one("prune_events", { limit: 100 })).events, 3);
  assertEquals(await m.ids(calendar), ["new"]);
  assertEquals(await m.seriesIds(calendar), []);
  assertEquals((await m.one("prune_events", { limit: 100 })).events, 0);
  const row = await m.calendar(calendar);
  assertEquals([row.mirrored_from, row.version], [at(-30), version + 2]);
  assertNotEquals((await m.sync(calendar)).prune_at, "infinity");
});

test("nothing is pruned while everything is read: the rebuild has its own window", async (query) => {
  const m = mirrorCalls(query);
  const old = single("old", -29);
  const calendar = await m.live({ singles: [old] });
  const held = { calendar_id: calendar.id, lease: calendar.lease };
  const { rebuild } = await m.one("start_rebuild", {
    ...held,
    parameters: 2,
    reason: "parameters",
  });
  const page = { ...held, rebuild, series: [] };
  await m.one("apply_page", { ...page, items: [old], sync_token: "token 2" });
  await m.one("apply_page", { ...page, items: [old] });
  // The night comes two days later.
  await m.set(calendar, "prune_at = now(), days_back = 28");
  assertEquals((await m.one("prune_events", { limit: 100 })).events, 0);
  assertEquals((await m.one("finish_rebuild", { ...held, rebuild })).answer, "finished");
  assertEquals(await m.ids(calendar), ["old"]);
  assertEquals((await m.calendar(calendar)).mirrored_from, at(-30));
  assertEquals((await m.one("prune_events", { limit: 100 })).events, 1);
});

test("a calendar that has slept for a month is emptied, and begins from nothing when it wakes", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await full(m);
  await m.end(calendar);
  await query(
    `update public.google_calendars set status = 'paused', reason = 'asleep' where id = '${calendar.id}'`,
  );
  await m.set(
    calendar,
    "looked_at = now() - interval '61 days', prune_at = now() - interval '1 day', due_at = 'infinity'",
  );
  await m.call("prune_events", { limit: 100000 });
  assertEquals((await rowsOf(m, calendar)).events, 0);
  await m.call("refresh_mirrors", { user_id: calendar.user });
  const work = await m.begin(calendar);
  assertEquals([work.answer, work.phase, work.rebuild], ["begun", "list", 0]);
  await m.one("start_rebuild", {
    calendar_id: calendar.id,
    lease: calendar.lease,
    parameters: 1,
    reason: "first",
  });
  assertEquals((await m.calendar(calendar)).status, "loading");
});

test("expired channels are deleted", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await full(m);
  const channel = await withChannel(m, calendar);
  await query(
    `update google_calendar.mirror_channels set expires_at = now() where id = '${channel}'`,
  );
  assertEquals((await m.one("prune_events", { limit: 1000 })).channels, 1);
  // Without a channel it is polled.
  await m.end(calendar);
  assertEquals((await m.calendar(calendar)).push, false);
});
