/**
 * What an app asks of the mirror: a calendar to mirror, which there are, now please, and who is busy; and the app's own
 * writes, which are there at once.
 */
import { assert, assertEquals } from "@std/assert";
import { createExtensions, takeRequests } from "../cli/extensions.ts";
import {
  at,
  type MirrorCalls,
  mirrorCalls,
  occurrence,
  single,
  type TestCalendar,
} from "./mirrorCalls.ts";
import { onBoth } from "./onBoth.ts";

const test = await onBoth();

const mirror = (m: MirrorCalls, account: string, google_calendar_id: string, more = {}) =>
  m.call("mirror_calendar", {
    account_id: account,
    google_calendar_id,
    is_primary: false,
    ...more,
  });

test("primary and the account's address are one calendar, whichever comes first", async (query) => {
  const m = mirrorCalls(query);
  const { account, user } = await m.connected();
  const address = `${user}@gmail.com`;
  const [first] = await mirror(m, account, "primary");
  assertEquals(
    [first!.is_primary, first!.status, first!.google_calendar_id, first!.time_zone, first!.version],
    [true, "loading", "primary", "UTC", 0],
  );
  // Its address is the same calendar, known or not.
  const [early] = await m.call("read_account", { user_id: user, calendar: address });
  assertEquals(early!.mirror_id, first!.id);
  const [second] = await mirror(m, account, address, { summary: "Ada" });
  assertEquals(
    [second!.id, second!.google_calendar_id, second!.summary],
    [first!.id, address, "Ada"],
  );
  const [third] = await mirror(m, account, "primary");
  assertEquals([third!.id, third!.google_calendar_id], [first!.id, address]);
  const [read] = await m.call("read_account", { user_id: user, calendar: "primary" });
  assertEquals([read!.mirror_id, read!.mirror_syncs], [first!.id, 0]);
  const [byAddress] = await m.call("read_account", { user_id: user, calendar: address });
  assertEquals(byAddress!.mirror_id, first!.id);
  const [without] = await m.call("read_account", { user_id: user });
  assertEquals([without!.mirror_id, without!.mirror_syncs], [null, null]);
  const [unknown] = await m.call("read_account", { user_id: user, calendar: "another" });
  assertEquals(unknown!.mirror_id, null);
});

test("two rows that turn out to be one calendar become one", async (query) => {
  const m = mirrorCalls(query);
  const { account, user } = await m.connected();
  const [primary] = await mirror(m, account, "primary");
  await mirror(m, account, "team@group.calendar.google.com");
  await mirror(m, account, "alias@example.com");
  await mirror(m, account, "alias@example.com", { is_primary: true });
  const left = await m.call("read_mirrors", { user_id: user });
  assertEquals(left.map((row) => [row.id === primary!.id, row.google_calendar_id]), [
    [true, "alias@example.com"],
    [false, "team@group.calendar.google.com"],
  ]);
});

test("no calendar is mirrored for an account that is not connected, or a user who is gone", async (query) => {
  const m = mirrorCalls(query);
  assertEquals(await mirror(m, crypto.randomUUID(), "primary"), []);
  const { account, user } = await m.connected();
  await query(`update auth.users set banned_until = now() + interval '1 day' where id = '${user}'`);
  assertEquals(await mirror(m, account, "primary"), []);
  await query(`update auth.users set banned_until = null where id = '${user}'`);
  await m.word("clear_connection", { user_id: user, account_id: account, grant_version: 0 });
  assertEquals(await mirror(m, account, "primary"), []);
});

test("another window, or times only, has everything read again", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  await m.end(calendar);
  await mirror(m, calendar.account, "primary");
  assertEquals((await m.sync(calendar)).parameters, 1);
  await mirror(m, calendar.account, "primary", { days_ahead: 365 });
  assertEquals((await m.sync(calendar)).parameters, 0);
  await m.begin(calendar);
  await m.rebuild(calendar, { reason: "parameters" });
  assertEquals((await m.calendar(calendar)).mirrored_until, at(365));
});

test("read_mirrors and refresh_mirrors know their own user's calendars only", async (query) => {
  const m = mirrorCalls(query);
  const [mine, other] = [await m.live(), await m.live()];
  await m.end(mine);
  await m.end(other);
  for (const calendar of [mine, other]) await m.set(calendar, "due_at = now() + interval '1 day'");
  const [row] = await m.call("read_mirrors", { user_id: mine.user });
  assertEquals([row!.id, row!.status, row!.pages, row!.push], [mine.id, "live", 2, false]);
  assert(row!.checked_at);
  assertEquals(await m.call("read_mirrors", { user_id: mine.user, account_id: other.account }), []);
  assertEquals(
    await m.call("refresh_mirrors", { user_id: mine.user, account_id: other.account }),
    [],
  );
  assertEquals(
    await m.call("refresh_mirrors", { user_id: mine.user, google_calendar_id: "another" }),
    [],
  );
  assert(Date.parse((await m.sync(mine)).due_at) > Date.now() + 60_000);
  const refreshed = await m.call("refresh_mirrors", {
    user_id: mine.user,
    google_calendar_id: "primary",
  });
  assertEquals(refreshed.map(({ id }) => id), [mine.id]);
  assert(Date.parse((await m.sync(mine)).due_at) <= Date.now() + 1000);
  assert(Date.parse((await m.sync(other)).due_at) > Date.now() + 60_000);
  await query(`update auth.users set deleted_at = now() where id = '${mine.user}'`);
  assertEquals(await m.call("read_mirrors", { user_id: mine.user }), []);
});

/** Asks as the browser of a user does. */
async function busyAs(m: MirrorCalls, user: string, args: string) {
  await m.query("begin");
  try {
    await m.query(
      `select set_config('request.jwt.claims', '{"sub":"${user}"}', true), set_config('request.jwt.claim.sub', '${user}', true)`,
    );
    await m.query("set local role authenticated");
    const rows = await m.query<{ row: { starts_at: string; ends_at: string } }>(
      `select to_jsonb(b) as row from public.google_busy(${args}) b`,
    );
    return rows.map(({ row }) => [row.starts_at, row.ends_at]);
  } catch (error) {
    return `${(error as { code: string }).code} ${(error as Error).message}`;
  } finally {
    await m.query("rollback");
  }
}

const meetings = (m: MirrorCalls) =>
  m.live({
    singles: [
      single("1", 1, { ends_at: at(1, 2) }),
      single("2 overlaps", 1, { starts_at: at(1, 1), ends_at: at(1, 3) }),
      single("3 follows", 1, { starts_at: at(1, 3), ends_at: at(1, 4) }),
      single("4 is free", 1, { starts_at: at(1, 6), ends_at: at(1, 7), busy: false }),
      single("5 has no length", 1, { starts_at: at(1, 8), ends_at: at(1, 8) }),
      single("6 runs out of the range", 2, { ends_at: at(4) }),
    ],
  });
const NOT_READY = "PT409 mirror_not_ready";

test("google_busy gives the signed-in user's busy times, merged and cut", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await meetings(m);
  const stranger = await m.live();
  const range = `'${at(1, 1)}', '${at(3)}'`;
  const busy = [[at(1, 1), at(1, 4)], [at(2), at(3)]];
  assertEquals(await busyAs(m, calendar.user, range), busy);
  assertEquals(await busyAs(m, calendar.user, `${range}, array['${calendar.id}']::uuid[]`), busy);
  assertEquals(await busyAs(m, stranger.user, range), []);
  assertEquals(
    await busyAs(m, stranger.user, `${range}, array['${calendar.id}']::uuid[]`),
    NOT_READY,
  );
});

test("google_busy never says free where it does not know", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await meetings(m);
  const { user } = calendar;
  const range = `'${at(1)}', '${at(2)}'`;
  assertEquals(await busyAs(m, user, `'${at(-31)}', '${at(1)}'`), NOT_READY);
  assertEquals(await busyAs(m, user, `'${at(1)}', '${at(181)}'`), NOT_READY);
  assertEquals(
    await busyAs(m, user, `${range}, array['${crypto.randomUUID()}']::uuid[]`),
    NOT_READY,
  );
  assertEquals(await busyAs(m, (await m.connected()).user, range), NOT_READY);
  for (const status of ["loading", "stale", "paused", "failed"]) {
    await query(
      `update public.google_calendars set status = '${status}' where id = '${calendar.id}'`,
    );
    assertEquals(await busyAs(m, user, range), NOT_READY, status);
  }
  assertEquals(
    await busyAs(m, user, `'${at(2)}', '${at(1)}'`),
    "22023 time_min must be before time_max",
  );
  assertEquals(await busyAs(m, user, `null, '${at(1)}'`), "22023 time_min must be before time_max");
});

test("busy_of answers the same to the server, for the account's own calendar or those named", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await meetings(m);
  const ask = (more: Record<string, unknown> = {}) =>
    m.one("busy_of", {
      user_id: calendar.user,
      account_id: calendar.account,
      from: at(1, 1),
      to: at(3),
      ...more,
    });
  const ready = await ask();
  assertEquals(ready.answer, "ready");
  assertEquals(ready.intervals, [
    { starts_at: at(1, 1), ends_at: at(1, 4) },
    { starts_at: at(2), ends_at: at(3) },
  ]);
  assertEquals(ready.as_of, (await m.sync(calendar)).checked_at);
  assertEquals((await ask({ google_calendar_ids: ["primary"] })).answer, "ready");
  const none = { answer: "not_ready", intervals: null, as_of: null };
  assertEquals(await ask({ google_calendar_ids: ["primary", "another"] }), none);
  assertEquals(await ask({ to: at(200) }), none);
  assertEquals(await ask({ user_id: (await m.connected()).user }), none);
  await query(`update public.google_calendars set status = 'stale' where id = '${calendar.id}'`);
  assertEquals(await ask(), none);
});

const write = (m: MirrorCalls, calendar: TestCalendar, more: Record<string, unknown>) =>
  m.word("note_write", { calendar_id: calendar.id, items: [], gone: [], due: false, ...more });

test("an own write is there at once, its own push changes nothing, and it is never taken back", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  await m.end(calendar);
  const { syncs } = await m.sync(calendar);
  const item = single("mine", 1);
  assertEquals(await write(m, calendar, { syncs, items: [item] }), "written");
  assertEquals(await m.ids(calendar), ["mine"]);
  const { version } = await m.calendar(calendar);
  const work = await m.begin(calendar);
  const echo = await m.delta(calendar, { items: [item], local_writes: work.local_writes });
  assertEquals([echo.answer, echo.changed, echo.version], ["applied", false, version]);
  // An occurrence outside of the window does not count.
  await write(m, calendar, {
    syncs: (await m.sync(calendar)).syncs,
    items: [occurrence("s", 300)],
  });
  assertEquals(await m.ids(calendar), ["mine"]);
  await write(m, calendar, { syncs: (await m.sync(calendar)).syncs, gone: ["mine"] });
  assertEquals(await m.ids(calendar), []);
});

test("a write that is late after a sync stands back, so it cannot revive what was deleted", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const { syncs } = await m.sync(calendar);
  // Created by the app, then deleted by somebody at Google, which a sync has read already.
  await m.delta(calendar, { gone: ["mine"] });
  await m.end(calendar);
  await m.set(calendar, "due_at = now() + interval '1 day'");
  assertEquals(await write(m, calendar, { syncs, items: [single("mine", 1)] }), "stood_back");
  assertEquals(await m.ids(calendar), []);
  assert(Date.parse((await m.sync(calendar)).due_at) <= Date.now() + 1000);
});

test("a series is only made due, and a sync under way is followed by another", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const { syncs } = await m.sync(calendar);
  await write(m, calendar, { syncs, due: true });
  assertEquals((await m.delta(calendar, { local_writes: 1 })).again, true);
  assertEquals(await write(m, { ...calendar, id: crypto.randomUUID() }, { syncs }), "stood_back");
});

test("sync_tick calls the function if something is due, and else nobody", async (query) => {
  const m = mirrorCalls(query);
  const tick = async () =>
    (await query<{ posts: number }>("select google_calendar.sync_tick() as posts"))[0]!.posts;
  await query(
    "update google_calendar.mirror_syncs set due_at = 'infinity', channel_due_at = 'infinity'",
  );
  assertEquals(await tick(), 0);
  const calendar = await m.mirrored();
  // Without pg_net and Vault it does nothing.
  assertEquals(await tick(), 0);
  await createExtensions(query);
  let message = "";
  await tick().catch((error) => message = error.message);
  assertEquals(message, "Vault has no google_calendar_url or no google_calendar_secret_key");
  await query("select vault.create_secret('https://project.supabase.co/', 'google_calendar_url')");
  await query("select vault.create_secret('the key', 'google_calendar_secret_key')");
  assertEquals(await tick(), 1);
  const [request] = await takeRequests(query);
  assertEquals(
    [request!.url, request!.headers],
    ["https://project.supabase.co/functions/v1/sync-calendars", { apikey: "the key" }],
  );
  await m.begin(calendar);
  assertEquals(await tick(), 0);
  await m.end(calendar, "rate_limited");
  await m.set(calendar, "due_at = now()");
  assertEquals(await tick(), 0);
  await query("update google_calendar.mirror_pause set resume_at = null");
  assertEquals(await tick(), 1);
  await m.set(calendar, "due_at = 'infinity', channel_due_at = now()");
  assertEquals(await tick(), 1);
  await m.set(calendar, "channel_due_at = 'infinity'");
  assertEquals(await tick(), 0);
  await query(`insert into public.google_calendars (user_id, account_id, google_calendar_id)
    select '${calendar.user}', '${calendar.account}', n::text from generate_series(1, 120) n`);
  await query(`insert into google_calendar.mirror_syncs (calendar_id, days_back, days_ahead)
    select id, 30, 180 from public.google_calendars where account_id = '${calendar.account}' and not is_primary`);
  assertEquals(await tick(), 3);
});
