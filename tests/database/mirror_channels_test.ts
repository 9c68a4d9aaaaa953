/**
 * The channels of a mirrored calendar: opened, renewed, replaced and stopped, with never more than two that count.
 */
import { assert, assertEquals } from "@std/assert";
import { type MirrorCalls, mirrorCalls, type TestCalendar } from "./mirrorCalls.ts";
import { onBoth } from "./onBoth.ts";

const test = await onBoth();

const due = async (m: MirrorCalls, calendar: TestCalendar) =>
  (await m.call("channels_due", { limit: 100000 }))
    .filter(({ calendar_id }) => calendar_id === calendar.id);

async function open(m: MirrorCalls, calendar: TestCalendar, more: Record<string, unknown> = {}) {
  const channel = crypto.randomUUID();
  const answer = await m.word("open_channel", {
    calendar_id: calendar.id,
    channel_id: channel,
    token_hash: "hash",
  });
  if (answer !== "opening") return { channel, answer, stop: [] };
  const stop = await m.call("channel_opened", {
    channel_id: channel,
    resource_id: channel,
    ...more,
  });
  return { channel, answer, stop };
}

const states = async ({ query }: MirrorCalls, { id }: TestCalendar) =>
  (await query<{ state: string }>(
    `select state from google_calendar.mirror_channels where calendar_id = '${id}' order by created_at`,
  )).map(({ state }) => state);

test("a calendar that is there for the first time is due for a channel, once", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.mirrored();
  assertEquals(await due(m, calendar), []);
  await m.begin(calendar);
  await m.rebuild(calendar);
  assertEquals(await due(m, calendar), [{
    calendar_id: calendar.id,
    google_calendar_id: "primary",
    user_id: calendar.user,
    account_id: calendar.account,
  }]);
  assertEquals(await due(m, calendar), []);
});

test("an open channel makes the calendar due once more, and is renewed at two thirds of its time", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  await m.delta(calendar);
  await m.end(calendar);
  const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
  const { stop } = await open(m, calendar, { expires_at: days(9) });
  assertEquals(stop, []);
  assertEquals((await m.calendar(calendar)).push, true);
  // What changed before it was open is not told.
  assert(Date.parse((await m.sync(calendar)).due_at) <= Date.now() + 1000);
  const renewIn = (Date.parse((await m.sync(calendar)).channel_due_at) - Date.now()) / 86_400_000;
  assert(renewIn > 5.3 && renewIn < 6.7, `${renewIn}`);
  assertEquals((await open(m, calendar)).answer, "not_needed");
});

test("a channel that opens during a sync makes that sync be followed by another", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  await open(m, calendar);
  await m.delta(calendar);
  assert((await m.end(calendar)).due_in < 1);
  await m.begin(calendar);
  await m.delta(calendar);
  assert((await m.end(calendar)).due_in > 3600);
});

test("renewal opens the new channel before it stops the old one", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const old = await open(m, calendar);
  await query(
    `update google_calendar.mirror_channels set renew_at = now() where id = '${old.channel}'`,
  );
  const renewed = await open(m, calendar);
  assertEquals(renewed.stop, [{ channel_id: old.channel, resource_id: old.channel }]);
  assertEquals(await states(m, calendar), ["closing", "open"]);
  await m.word("drop_channel", { channel_id: old.channel });
  assertEquals(await states(m, calendar), ["open"]);
});

test("a lost answer to watch leaves two channels at most, and both are stopped", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const lost = crypto.randomUUID();
  const opening = { calendar_id: calendar.id, channel_id: lost, token_hash: "hash" };
  assertEquals(await m.word("open_channel", opening), "opening");
  // Somebody else comes at once, and stands back.
  assertEquals((await open(m, calendar)).answer, "not_needed");
  await m.one("push_received", {
    channel_id: lost,
    token_hash: "hash",
    resource_id: "learned",
    state: "sync",
    lease: calendar.lease,
  });
  await query(
    `update google_calendar.mirror_channels set created_at = now() - interval '2 minutes' where id = '${lost}'`,
  );
  const { stop, answer } = await open(m, calendar);
  assertEquals([answer, stop], ["opening", [{ channel_id: lost, resource_id: "learned" }]]);
  // Its answer comes very late.
  assertEquals(await m.call("channel_opened", { channel_id: lost, resource_id: "learned" }), [
    { channel_id: lost, resource_id: "learned" },
  ]);
  assertEquals(await states(m, calendar), ["closing", "open"]);
});

test("a refusal is asked again later: a week for a calendar without channels, longer and longer for failures", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const refusedIn = async (reason: string) => {
    const channel = crypto.randomUUID();
    await query(
      `update google_calendar.mirror_channels set created_at = now() - interval '2 minutes' where calendar_id = '${calendar.id}'`,
    );
    await m.word("open_channel", {
      calendar_id: calendar.id,
      channel_id: channel,
      token_hash: "hash",
    });
    await m.word("channel_refused", { channel_id: channel, reason });
    return (Date.parse((await m.sync(calendar)).channel_due_at) - Date.now()) / 3_600_000;
  };
  const near = (hours: number, expected: number) =>
    assert(hours > 0.74 * expected && hours < 1.26 * expected, `${hours}, not ${expected}`);
  near(await refusedIn("unsupported"), 7 * 24);
  assertEquals(await states(m, calendar), []);
  await m.set(calendar, "channel_failures = 0");
  near(await refusedIn("failed"), 1 / 6);
  near(await refusedIn("failed"), 1 / 3);
  await m.set(calendar, "channel_failures = 50");
  near(await refusedIn("failed"), 6);
  near(await refusedIn("no_permission"), 24);
  // None of these says that the connection is dead.
  const { status } = (await query<{ status: string }>(
    `select status from public.google_connections where account_id = '${calendar.account}'`,
  ))[0]!;
  assertEquals([status, (await m.calendar(calendar)).push], ["connected", false]);
});

test("no channel is due for an account that must be reconnected, or while Google refuses", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  await query("update google_calendar.mirror_pause set resume_at = now() + interval '1 minute'");
  assertEquals(await due(m, calendar), []);
  await query("update google_calendar.mirror_pause set resume_at = null");
  await m.set(calendar, "channel_due_at = now()");
  await query(
    `update public.google_connections set status = 'needs_reconnect', reason = 'scope_missing' where account_id = '${calendar.account}'`,
  );
  assertEquals(await due(m, calendar), []);
});
