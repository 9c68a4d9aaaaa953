/**
 * The row of a calendar as the queue: what a notice of Google's leads to, what is due, and when the next sync is.
 */
import { assert, assertEquals } from "@std/assert";
import { type MirrorCalls, mirrorCalls, single, type TestCalendar } from "./mirrorCalls.ts";
import { onBoth } from "./onBoth.ts";

const test = await onBoth();

/** Opens a channel of a calendar, and gives back the sync. */
async function watched(m: MirrorCalls, calendar: TestCalendar) {
  const channel = crypto.randomUUID();
  const opening = { calendar_id: calendar.id, channel_id: channel, token_hash: "hash" };
  assertEquals(await m.word("open_channel", opening), "opening");
  await m.call("channel_opened", { channel_id: channel, resource_id: "resource" });
  await m.delta(calendar);
  await m.end(calendar);
  const push = async (more: Record<string, unknown> = {}) =>
    await m.one("push_received", {
      channel_id: channel,
      token_hash: "hash",
      resource_id: "resource",
      state: "exists",
      lease: calendar.lease,
      ...more,
    });
  return { channel, push };
}

/** As if its last sync was long ago, and nothing was due. */
const rested = (m: MirrorCalls, calendar: TestCalendar) =>
  m.set(
    calendar,
    "begun_at = now() - interval '1 hour', due_at = now() + interval '1 day', catch_up = false",
  );

test("a notice of an idle calendar begins a sync with all that it needs", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const { push } = await watched(m, calendar);
  await rested(m, calendar);
  const begun = await push();
  assertEquals(
    [begun.answer, begun.calendar_id, begun.phase, begun.notified, begun.sync_token],
    ["begun", calendar.id, "live", true, "token 2"],
  );
  assertEquals(
    [begun.account_id, begun.user_id, begun.status, begun.sealed_refresh_token],
    [calendar.account, calendar.user, "connected", "sealed"],
  );
  assert(begun.access_token_expires_in > 3500);
  assertEquals((await m.delta(calendar)).again, false);
  assertEquals((await m.sync(calendar)).notified_at, null);
});

test("what is not Google's is unknown, and writes nothing", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const { channel, push } = await watched(m, calendar);
  const before = await m.sync(calendar);
  for (
    const forged of [
      { channel_id: crypto.randomUUID() },
      { token_hash: "another" },
      { resource_id: "another" },
      { resource_id: null },
    ]
  ) assertEquals((await push(forged)).answer, "unknown", JSON.stringify(forged));
  const set = (columns: string) =>
    query(`update google_calendar.mirror_channels set ${columns} where id = '${channel}'`);
  await set("expires_at = now()");
  assertEquals((await push()).answer, "unknown");
  await set("expires_at = now() + interval '1 day', state = 'closing'");
  assertEquals((await push()).answer, "unknown");
  assertEquals(await m.sync(calendar), before);
  const [row] = await query<{ pushes: number }>(
    `select pushes::integer from google_calendar.mirror_channels where id = '${channel}'`,
  );
  assertEquals(row!.pushes, 0);
});

test("the first notice says nothing but what is watched, even before watch has answered", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const channel = crypto.randomUUID();
  await m.word("open_channel", {
    calendar_id: calendar.id,
    channel_id: channel,
    token_hash: "hash",
  });
  const before = await m.sync(calendar);
  const push = (state: string, resource_id = "resource") =>
    m.one("push_received", {
      channel_id: channel,
      token_hash: "hash",
      resource_id,
      state,
      lease: calendar.lease,
    });
  assertEquals((await push("sync")).answer, "ignored");
  assertEquals(await m.sync(calendar), before);
  assertEquals((await push("exists", "another")).answer, "unknown");
  assertEquals((await push("exists")).answer, "noted");
});

test("notices during a sync are noted, and it ends with again, compared at full microseconds", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const { push } = await watched(m, calendar);
  await rested(m, calendar);
  assertEquals((await push()).answer, "begun");
  assertEquals((await push()).answer, "noted");
  assertEquals((await push()).answer, "noted");
  assertEquals((await m.delta(calendar)).again, true);
  // The second pass reads after them, and serves them.
  assertEquals((await m.delta(calendar)).again, false);
  assertEquals((await m.sync(calendar)).notified_at, null);
  await m.end(calendar);

  // A notice that is one microsecond later is another notice.
  await rested(m, calendar);
  assertEquals((await push()).answer, "begun");
  await m.set(calendar, "notified_at = notified_at + interval '1 microsecond'");
  assertEquals((await m.delta(calendar)).again, true);
  // And two notices are never of one moment, even if the clock was set back.
  await m.set(
    calendar,
    "notified_at = now() + interval '1 hour', serving = now() + interval '1 hour'",
  );
  await push();
  assertEquals((await m.delta(calendar)).again, true);
});

test("within two seconds of a sync exactly one request is told to come later", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const { push } = await watched(m, calendar);
  await rested(m, calendar);
  await push();
  await m.delta(calendar);
  await m.end(calendar);
  const later = await push();
  assertEquals([later.answer, later.calendar_id], ["later", calendar.id]);
  assertEquals((await push()).answer, "noted");
  assertEquals((await push()).answer, "noted");
  // The one that waited begins, and then another may wait.
  assertEquals((await m.begin(calendar)).notified, true);
  assertEquals((await m.sync(calendar)).waiter_until, null);
  await m.delta(calendar);
  await m.end(calendar);
  assertEquals((await push()).answer, "later");
  await m.set(calendar, "waiter_until = now() - interval '1 millisecond'");
  assertEquals((await push()).answer, "later");
  // Who waits serves this one too, although two seconds are over.
  await m.set(calendar, "begun_at = now() - interval '2 seconds'");
  assertEquals((await push()).answer, "noted");
  await m.set(calendar, "waiter_until = now() - interval '1 millisecond'");
  assertEquals((await push()).answer, "begun");
});

test("a notice is only noted while everything is read, while Google refuses, and after failures", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const { push } = await watched(m, calendar);
  const noted = async (why: string) => {
    const { answer } = await push();
    assertEquals(answer, "noted", why);
    assert(Date.parse((await m.sync(calendar)).due_at) <= Date.now() + 1000, why);
    await rested(m, calendar);
  };
  await rested(m, calendar);
  await m.set(calendar, "phase = 'window'");
  await noted("a rebuild is under way");
  await m.set(calendar, "phase = 'live', failures = 1");
  await noted("it failed before");
  await m.set(calendar, "failures = 0");
  await query("update google_calendar.mirror_pause set resume_at = now() + interval '1 minute'");
  await noted("Google refuses");
  await query("update google_calendar.mirror_pause set resume_at = null");
  assertEquals((await push()).answer, "begun");
});

test("a notice for an account that must be reconnected is noted, and kept until then", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const { push } = await watched(m, calendar);
  await rested(m, calendar);
  await m.word("mark_needs_reconnect", {
    account_id: calendar.account,
    grant_version: 0,
    reason: "revoked_or_expired",
  });
  assertEquals((await push()).answer, "noted");
  const { due_at, notified_at } = await m.sync(calendar);
  assertEquals(due_at, "infinity");
  assert(notified_at);
});

test("begin_sync tells why it does not begin", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const { answer } = await m.begin({ ...calendar, lease: crypto.randomUUID() });
  assertEquals(answer, "busy");
  // A lease that the clock's step has put far into the future is void.
  await m.set(calendar, "lease_until = now() + interval '1 day'");
  assertEquals((await m.begin({ ...calendar, lease: crypto.randomUUID() })).answer, "begun");
  await m.set(calendar, "lease_until = null");
  await query("update google_calendar.mirror_pause set resume_at = now() + interval '1 minute'");
  assertEquals((await m.begin(calendar)).answer, "paused");
  // So is a pause.
  await query("update google_calendar.mirror_pause set resume_at = now() + interval '1 year'");
  assertEquals((await m.begin(calendar)).answer, "begun");
  await query("update google_calendar.mirror_pause set resume_at = null");
  await m.end(calendar);
  await query(
    `update auth.users set banned_until = now() + interval '1 day' where id = '${calendar.user}'`,
  );
  assertEquals((await m.begin(calendar)).answer, "gone");
  assertEquals((await m.begin({ ...calendar, id: crypto.randomUUID() })).answer, "gone");
});

test("claim_due gives what is due, the longest first, and puts it off before anything can fail", async (query) => {
  const m = mirrorCalls(query);
  const [first, second, later, dead, banned] = [
    await m.mirrored(),
    await m.mirrored(),
    await m.mirrored(),
    await m.mirrored(),
    await m.mirrored(),
  ];
  await query("update google_calendar.mirror_syncs set due_at = 'infinity'");
  await m.set(second, "due_at = now() - interval '1 minute'");
  await m.set(first, "due_at = now() - interval '2 minutes'");
  await m.set(later, "due_at = now() + interval '1 minute'");
  await m.word("mark_needs_reconnect", {
    account_id: dead.account,
    grant_version: 0,
    reason: "revoked_or_expired",
  });
  await m.set(dead, "due_at = now() - interval '3 minutes'");
  await query(
    `update auth.users set banned_until = now() + interval '1 day' where id = '${banned.user}'`,
  );
  await m.set(banned, "due_at = now() - interval '3 minutes'");
  const claim = (limit = 10) =>
    m.call("claim_due", { lease: crypto.randomUUID(), limit, calls_per_day: 1000 });
  // The first two cannot be synced. They do not come up again soon.
  assertEquals(await claim(2), []);
  assertEquals((await m.sync(dead)).due_at, "infinity");
  const claimed = await claim(2);
  assertEquals(claimed.map(({ calendar_id }) => calendar_id), [first.id, second.id]);
  assertEquals([claimed[0]!.status, claimed[0]!.phase], ["connected", "list"]);
  assertEquals(await claim(), []);
  const { due_at, lease_until } = await m.sync(first);
  const inSeconds = (time: string) => (Date.parse(time) - Date.now()) / 1000;
  assert(inSeconds(due_at) > 290 && inSeconds(due_at) < 301);
  assert(inSeconds(lease_until) > 50 && inSeconds(lease_until) < 61);
  // The process was killed: five minutes later it is due again.
  await m.set(first, "due_at = now(), lease_until = now()");
  assertEquals((await claim()).map(({ calendar_id }) => calendar_id), [first.id]);
});

test("who dies after a page is followed as soon as the lease is over, not after five minutes", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.mirrored();
  await query(
    `update google_calendar.mirror_syncs set due_at = 'infinity' where calendar_id <> '${calendar.id}'`,
  );
  const claim = () => m.call("claim_due", { lease: calendar.lease, limit: 10, calls_per_day: 1e6 });
  const wait = async () => (Date.parse((await m.sync(calendar)).due_at) - Date.now()) / 1000;
  assertEquals((await claim()).length, 1);
  const held = { calendar_id: calendar.id, lease: calendar.lease };
  const { rebuild } = await m.one("start_rebuild", { ...held, parameters: 1, reason: "first" });
  assert(await wait() > 200, "nothing was read yet");
  await m.one("apply_page", {
    ...{ ...held, rebuild },
    ...{ items: [single("a", 1)], series: [], page_token: "2" },
  });
  const seconds = await wait();
  assert(seconds > 50 && seconds < 61, String(seconds));
});

test("no calendar calls Google when the day's calls are used up, or while Google refuses", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.mirrored();
  await query("update google_calendar.mirror_syncs set due_at = 'infinity'");
  await m.set(calendar, "due_at = now()");
  await query("delete from google_calendar.mirror_days");
  const claim = (calls_per_day: number) =>
    m.call("claim_due", { lease: calendar.lease, limit: 10, calls_per_day });
  await query(
    "insert into google_calendar.mirror_days values ((now() at time zone 'UTC')::date, 100), ((now() at time zone 'UTC')::date - 1, 1000)",
  );
  assertEquals(await claim(100), []);
  assertEquals((await m.begin(calendar)).answer, "paused");
  // A probe with a limit of no calendars changes no budget.
  assertEquals(
    await m.call("claim_due", { lease: calendar.lease, limit: 0, calls_per_day: 1 }),
    [],
  );
  const [budget] = await query<{ calls_per_day: number }>(
    "select calls_per_day::integer from google_calendar.mirror_pause",
  );
  assertEquals(budget!.calls_per_day, 100);
  assertEquals((await claim(101)).length, 1);
  await m.end(calendar, "rate_limited", { retry_after: 120, calls: 1 });
  const [pause] = await query<{ left: number }>(
    "select extract(epoch from resume_at - now())::float as left from google_calendar.mirror_pause",
  );
  assert(pause!.left > 110 && pause!.left <= 120);
  await m.set(calendar, "due_at = now()");
  assertEquals(await claim(1000), []);
  await query("update google_calendar.mirror_pause set resume_at = now()");
  const [days] = await query<{ calls: number }>(
    "select calls::integer from google_calendar.mirror_days where day = (now() at time zone 'UTC')::date",
  );
  assertEquals(days!.calls, 101);
});

test("the next sync: a day with push, 15 minutes to 6 hours without, a quarter more or less", async (query) => {
  const m = mirrorCalls(query);
  await query(
    "update google_calendar.mirror_pause set calls_per_day = 500000, pushed = 10, polled = 10, resume_at = null",
  );
  const calendar = await m.live();
  const dueIn = async (outcome = "done", more: Record<string, unknown> = {}) => {
    await m.set(
      calendar,
      `lease = '${calendar.lease}', lease_until = now() + interval '30 seconds', catch_up = false, notified_at = null`,
    );
    return (await m.end(calendar, outcome, more)).due_in as number;
  };
  const between = async (hours: number, next: () => Promise<number>) => {
    const seen: number[] = [];
    for (let i = 0; i < 25; i++) seen.push(await next());
    const seconds = hours * 3600;
    assert(seen.every((s) => s >= 0.74 * seconds && s <= 1.26 * seconds), `${hours} h: ${seen}`);
    // Not all at once.
    assert(Math.max(...seen) - Math.min(...seen) > 0.15 * seconds, `${hours} h: ${seen}`);
  };
  await between(0.25, async () => {
    await m.set(calendar, "run_changed = true");
    return await dueIn();
  });
  for (const [quiet, hours] of [[0, 0.5], [1, 1], [3, 4], [4, 6], [100, 6]] as const) {
    await between(hours, async () => {
      await m.set(calendar, `quiet = ${quiet}, run_changed = false`);
      return await dueIn();
    });
  }
  // The checks of many calendars take no more than half of the day's calls.
  await query("update google_calendar.mirror_pause set pushed = 500000, polled = 0");
  await between(12, async () => {
    await m.set(calendar, "quiet = 100, run_changed = false");
    return await dueIn();
  });
  await query("update google_calendar.mirror_pause set pushed = 0, polled = 0");
  for (const [failures, hours] of [[0, 1 / 60], [3, 8 / 60], [30, 6]] as const) {
    await between(hours, async () => {
      await m.set(calendar, `failures = ${failures}`);
      return await dueIn("failed");
    });
  }
  assert(await dueIn("failed", { retry_after: 3000 }) > 2900);
  await m.set(calendar, "failures = 0");
  assert(await dueIn("continue") < 1);

  // A notice that came before its change: once more after 15 seconds, and no more.
  const soon = await dueIn("empty");
  assert(soon > 14 && soon < 16);
  assert(await dueIn("empty") > 600);

  await m.set(calendar, `lease = '${calendar.lease}', lease_until = now() + interval '30 seconds'`);
  await watched(m, calendar);
  await between(24, () => dueIn());
});

test("what comes while a sync ends is due at once", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  await m.set(calendar, "notified_at = clock_timestamp()");
  assert((await m.end(calendar)).due_in < 1);
  await m.begin(calendar);
  await m.call("refresh_mirrors", { user_id: calendar.user });
  await m.set(calendar, "notified_at = null");
  assert((await m.end(calendar)).due_in < 1);
  await m.begin(calendar);
  assert((await m.end(calendar)).due_in > 600);
});

test("failures make a calendar stale after a while, and the next success live again", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live({ singles: [single("a", 1)] });
  const statuses = [];
  for (let i = 0; i < 5; i++) {
    await m.end(calendar, "failed", { error: "google_unavailable" });
    statuses.push((await m.calendar(calendar)).status);
    await m.begin(calendar);
  }
  assertEquals(statuses, ["live", "live", "live", "stale", "stale"]);
  assertEquals((await m.sync(calendar)).last_error, "google_unavailable");
  await m.delta(calendar);
  assertEquals((await m.calendar(calendar)).status, "live");
  await m.end(calendar);
  assertEquals(
    [(await m.sync(calendar)).failures, (await m.sync(calendar)).last_error],
    [0, null],
  );
});

test("a calendar that nobody looks at sleeps after 30 days, and wakes when somebody does", async (query) => {
  const m = mirrorCalls(query);
  const [asleep, signedIn] = [await m.live({ singles: [single("a", 1)] }), await m.live()];
  for (const calendar of [asleep, signedIn]) {
    await m.end(calendar);
    await m.set(calendar, "looked_at = now() - interval '31 days'");
  }
  await query(`update auth.users set last_sign_in_at = now() where id = '${signedIn.user}'`);
  await query("update google_calendar.mirror_syncs set due_at = 'infinity'");
  await m.set(asleep, "due_at = now()");
  await m.set(signedIn, "due_at = now()");
  const claimed = await m.call("claim_due", { lease: asleep.lease, limit: 10, calls_per_day: 1e6 });
  assertEquals(claimed.map(({ calendar_id }) => calendar_id), [signedIn.id]);
  const { status, reason } = await m.calendar(asleep);
  assertEquals([status, reason], ["paused", "asleep"]);
  const { due_at, channel_due_at } = await m.sync(asleep);
  assertEquals([due_at, channel_due_at], ["infinity", "infinity"]);
  await m.call("refresh_mirrors", { user_id: asleep.user });
  const woken = await m.call("claim_due", { lease: asleep.lease, limit: 10, calls_per_day: 1e6 });
  assertEquals(woken.map(({ calendar_id }) => calendar_id), [asleep.id]);
  await m.delta(asleep);
  assertEquals((await m.calendar(asleep)).status, "live");
});

test("a sync ends with an outcome that is known", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  let code: unknown;
  try {
    await m.end(calendar, "well");
  } catch (error) {
    code = (error as { code: string }).code;
  }
  assertEquals(code, "22023");
});
