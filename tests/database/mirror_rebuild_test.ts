/**
 * Reading a calendar from the beginning: nothing vanishes while it is read, nothing stays that is gone, and what has not
 * changed is not written.
 */
import { assert, assertEquals } from "@std/assert";
import { at, mirrorCalls, occurrence, series, single } from "./mirrorCalls.ts";
import { onBoth } from "./onBoth.ts";

const test = await onBoth();

test("a first sync goes from loading to live by list and window", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.mirrored();
  const work = await m.begin(calendar);
  assertEquals(
    [work.phase, work.rebuild, work.sync_token, work.google_calendar_id, work.time_zone],
    ["list", 0, null, "primary", "America/Los_Angeles"],
  );
  const held = { calendar_id: calendar.id, lease: calendar.lease };
  const started = await m.one("start_rebuild", { ...held, parameters: 3, reason: "first" });
  const page = { ...held, rebuild: started.rebuild };
  assertEquals([started.phase, started.rebuild], ["list", 1]);
  assertEquals((await m.calendar(calendar)).status, "loading");
  const first = await m.one("apply_page", {
    ...page,
    items: [single("a", 1)],
    series: [series("s", [])],
    page_token: "2",
  });
  assertEquals(first, { answer: "applied", phase: "list" });
  // Interrupted here: another sync goes on with the second page.
  await m.end(calendar, "continue");
  const resumed = await m.begin(calendar);
  assertEquals(
    [resumed.phase, resumed.page_token, resumed.rebuild, resumed.parameters],
    ["list", "2", 1, 3],
  );
  assertEquals(
    [resumed.mirrored_from, resumed.mirrored_until],
    [started.mirrored_from, started.mirrored_until],
  );
  const last = await m.one("apply_page", {
    ...page,
    items: [single("b", 1)],
    series: [],
    sync_token: "token 1",
  });
  assertEquals(last.phase, "window");
  assertEquals((await m.one("finish_rebuild", page)).answer, "lost");
  await m.one("apply_page", {
    ...page,
    items: [single("a", 1), occurrence("s", 1)],
    series: [],
    page_token: "w2",
  });
  assertEquals((await m.one("finish_rebuild", page)).answer, "lost");
  assertEquals((await m.call("read_mirrors", { user_id: calendar.user }))[0], {
    ...(await m.call("read_mirrors", { user_id: calendar.user }))[0],
    status: "loading",
    pages: 3,
    events: 4,
  });
  await m.one("apply_page", { ...page, items: [single("b", 1)], series: [] });
  assertEquals(await m.one("finish_rebuild", page), {
    answer: "finished",
    changed: true,
    deleted: 0,
  });
  const { status, mirrored_from, mirrored_until } = await m.calendar(calendar);
  assertEquals([status, mirrored_from, mirrored_until], ["live", at(-30), at(180)]);
  const { phase, sync_token, rebuild_until } = await m.sync(calendar);
  assertEquals([phase, sync_token, rebuild_until], ["live", "token 1", null]);
  assertEquals(await m.ids(calendar), ["a", "b", occurrence("s", 1).id]);
  assertEquals(await m.seriesIds(calendar), ["s"]);
});

test("a rebuild deletes at its end what Google no longer has, and nothing before", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live({
    singles: [single("stays", 1), single("gone", 1)],
    series: [series("s", []), series("gone series", [])],
    occurrences: [occurrence("s", 1), occurrence("s", 2), occurrence("gone series", 1)],
  });
  const all = await m.ids(calendar);
  const held = { calendar_id: calendar.id, lease: calendar.lease };
  const { rebuild, phase } = await m.one("start_rebuild", {
    ...held,
    parameters: 1,
    reason: "expired",
  });
  assertEquals(phase, "list");
  assertEquals((await m.calendar(calendar)).status, "live");
  const page = { ...held, rebuild };
  await m.one("apply_page", {
    ...page,
    items: [single("stays", 1)],
    series: [series("s", [])],
    sync_token: "t",
  });
  assertEquals(await m.ids(calendar), all);
  await m.one("apply_page", {
    ...page,
    items: [single("stays", 1), occurrence("s", 2)],
    series: [],
  });
  assertEquals(await m.ids(calendar), all);
  const { version } = await m.calendar(calendar);
  assertEquals((await m.one("finish_rebuild", page)).deleted, 3);
  assertEquals(await m.ids(calendar), [occurrence("s", 2).id, "stays"]);
  assertEquals(await m.seriesIds(calendar), ["s"]);
  assertEquals((await m.calendar(calendar)).version, version + 1);
  const [seen] = await query<{ count: number }>(
    `select count(*)::integer from google_calendar.mirror_seen where calendar_id = '${calendar.id}'`,
  );
  assertEquals(seen!.count, 0);
});

test("what an abandoned rebuild has met does not save it from the next one's end", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live({ singles: [single("gone", 1)] });
  const held = { calendar_id: calendar.id, lease: calendar.lease };
  const first = await m.one("start_rebuild", { ...held, parameters: 1, reason: "series" });
  await m.one("apply_page", {
    ...held,
    rebuild: first.rebuild,
    items: [single("gone", 1)],
    series: [],
    page_token: "2",
  });
  await m.rebuild(calendar, { reason: "page_token" });
  assertEquals(await m.ids(calendar), []);
  const late = await m.one("apply_page", {
    ...held,
    rebuild: first.rebuild,
    items: [single("gone", 1)],
    series: [],
  });
  assertEquals(late.answer, "lost");
});

test("a single event that became a series in the meantime leaves no row behind", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live({ singles: [single("x", 1)] });
  await m.rebuild(calendar, {
    series: [series("x", [])],
    occurrences: [occurrence("x", 1)],
    reason: "parameters",
  });
  assertEquals(await m.ids(calendar), [occurrence("x", 1).id]);
  await m.rebuild(calendar, { singles: [single("x", 1)], reason: "parameters" });
  assertEquals(await m.ids(calendar), ["x"]);
  assertEquals(await m.seriesIds(calendar), []);
});

test("a first look shows the next weeks early, and is no part of the rebuild", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.mirrored();
  await m.begin(calendar);
  const held = { calendar_id: calendar.id, lease: calendar.lease };
  const { rebuild } = await m.one("start_rebuild", { ...held, parameters: 1, reason: "first" });
  const page = { ...held, rebuild };
  const look = await m.one("apply_page", {
    ...page,
    items: [single("seen early", 1), single("deleted meanwhile", 1)],
    series: [],
    first_look: true,
  });
  assertEquals(look, { answer: "applied", phase: "list" });
  assertEquals(await m.ids(calendar), ["deleted meanwhile", "seen early"]);
  assertEquals(
    [(await m.sync(calendar)).pages, (await m.sync(calendar)).page_token],
    [0, null],
  );
  await m.one("apply_page", {
    ...page,
    items: [single("seen early", 1)],
    series: [],
    sync_token: "t",
  });
  await m.one("apply_page", { ...page, items: [single("seen early", 1)], series: [] });
  await m.one("finish_rebuild", page);
  assertEquals(await m.ids(calendar), ["seen early"]);
});

test("twice expired within a day: all is read once a day, and after a week a token is tried again", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live({
    series: [series("kept", []), series("over", [])],
    occurrences: [occurrence("kept", 1), occurrence("over", 1)],
  });
  await m.rebuild(calendar, {
    reason: "expired",
    series: [series("kept", []), series("over", [])],
    occurrences: [occurrence("kept", 1), occurrence("over", 1)],
  });
  assertEquals((await m.sync(calendar)).phase, "live");
  const finished = await m.rebuild(calendar, {
    reason: "expired",
    occurrences: [occurrence("kept", 1)],
  });
  assertEquals(finished.answer, "finished");
  assertEquals(await m.seriesIds(calendar), ["kept"]);
  const { phase, sync_token } = await m.sync(calendar);
  assertEquals([phase, sync_token], ["snapshot", null]);
  const { due_in } = await m.end(calendar);
  assert(due_in > 17 * 3600 && due_in < 31 * 3600, `${due_in}`);

  // The next day it begins by itself.
  const work = await m.begin(calendar);
  assertEquals([work.phase, work.page_token, work.mirrored_until], ["snapshot", null, at(180)]);
  const page = { calendar_id: calendar.id, lease: calendar.lease, rebuild: work.rebuild };
  await m.one("apply_page", { ...page, items: [single("new", 1)], series: [] });
  assertEquals((await m.one("finish_rebuild", page)).deleted, 1);
  assertEquals(await m.ids(calendar), ["new"]);
  await m.end(calendar);
  await m.set(calendar, "snapshot_until = now()");
  assertEquals((await m.begin(calendar)).phase, "list");
});

test("an expiry a day after another is an expiry like the first", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  await m.rebuild(calendar, { reason: "expired" });
  await m.set(calendar, "expired_at = now() - interval '25 hours'");
  await m.rebuild(calendar, { reason: "expired" });
  assertEquals((await m.sync(calendar)).phase, "live");
});

test("nothing of the app's own is written while everything is read", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const { rebuild } = await m.one("start_rebuild", {
    calendar_id: calendar.id,
    lease: calendar.lease,
    parameters: 1,
    reason: "expired",
  });
  const write = async () =>
    await m.word("note_write", {
      calendar_id: calendar.id,
      syncs: (await m.sync(calendar)).syncs,
      items: [single("mine", 1)],
      gone: [],
      due: false,
    });
  assertEquals(await write(), "stood_back");
  const page = { calendar_id: calendar.id, lease: calendar.lease, rebuild };
  await m.one("apply_page", { ...page, items: [], series: [], sync_token: "t" });
  assertEquals(await write(), "stood_back");
  await m.one("apply_page", { ...page, items: [], series: [] });
  assertEquals(await write(), "stood_back");
  assertEquals(await m.ids(calendar), []);
  await m.one("finish_rebuild", page);
  assertEquals(await write(), "written");
});

test("a rebuild needs a reason that is known", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  let code: unknown;
  try {
    await m.one("start_rebuild", {
      calendar_id: calendar.id,
      lease: calendar.lease,
      parameters: 1,
      reason: "boredom",
    });
  } catch (error) {
    code = (error as { code: string }).code;
  }
  assertEquals(code, "22023");
});
