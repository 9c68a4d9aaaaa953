/**
 * What Google says has changed, applied to the rows of a mirrored calendar: each rule, and what makes it safe.
 */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { at, day, mirrorCalls, occurrence, series, single } from "./mirrorCalls.ts";
import { onBoth } from "./onBoth.ts";

const test = await onBoth();

test("a new single event is a row, in every column", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const item = single("lunch", 1, {
    status: "tentative",
    time_zone: "Europe/Berlin",
    description: "With Grace",
    location: "Canteen",
    busy: false,
    response: "accepted",
    visibility: "private",
    event_type: "default",
    color_id: "7",
    organizer: "grace@example.com",
    attendees: [{ email: "grace@example.com", response_status: "accepted" }],
    meeting_url: "https://meet.google.com/abc",
    html_link: "https://calendar.google.com/event?eid=1",
    resource_id: crypto.randomUUID(),
    etag: '"1"',
    created_at: at(-1),
    updated_at: at(-1, 1),
  });
  const answer = await m.delta(calendar, { items: [item] });
  assertEquals(answer.answer, "applied");
  assertEquals([answer.changed, answer.again], [true, false]);
  const [row] = await m.events(calendar);
  assertEquals(row, {
    ...item,
    calendar_id: calendar.id,
    user_id: calendar.user,
    series_id: null,
    original_start: null,
    start_date: null,
    end_date: null,
  });
  assertEquals((await m.calendar(calendar)).version, answer.version);
});

test("rule 1: a cancelled id deletes a single event, an occurrence, or a whole series", async (query) => {
  const m = mirrorCalls(query);
  const [a, b] = [occurrence("daily", 1), occurrence("daily", 2)];
  const calendar = await m.live({
    singles: [single("one", 1), single("two", 1)],
    series: [series("daily", []), series("weekly", [])],
    occurrences: [a, b, occurrence("weekly", 3)],
  });
  await m.delta(calendar, { gone: ["one", a.id] });
  assertEquals(await m.ids(calendar), [b.id, "two", occurrence("weekly", 3).id]);
  await m.delta(calendar, { gone: ["weekly", "never there"] });
  assertEquals(await m.ids(calendar), [b.id, "two"]);
  assertEquals(await m.seriesIds(calendar), ["daily"]);
});

test("rule 2: a touched series is replaced by the occurrences that Google names now", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live({
    singles: [single("other", 1)],
    series: [series("daily", [])],
    occurrences: [1, 2, 3].map((days) => occurrence("daily", days)),
  });
  const moved = occurrence("daily", 2, { starts_at: at(2, 5), ends_at: at(2, 6) });
  const answer = await m.delta(calendar, {
    series: [series("daily", [moved, occurrence("daily", 4)], { summary: "Daily" })],
    // The delta was read before the occurrences were: its own copies do not count.
    items: [occurrence("daily", 3)],
  });
  assertEquals(answer.changed, true);
  assertEquals(await m.ids(calendar), [moved.id, occurrence("daily", 4).id, "other"]);
  assertEquals((await m.events(calendar))[0]!.starts_at, moved.starts_at);
  const [row] = await query<{ summary: string }>(
    `select summary from public.google_series where calendar_id = '${calendar.id}'`,
  );
  assertEquals(row!.summary, "Daily");
});

test("rules 2 and 3: a single event becomes a series, and a series a single event", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live({ singles: [single("talk", 1)] });
  await m.delta(calendar, { series: [series("talk", [occurrence("talk", 1)])] });
  assertEquals(await m.ids(calendar), [occurrence("talk", 1).id]);
  assertEquals(await m.seriesIds(calendar), ["talk"]);
  await m.delta(calendar, { items: [single("talk", 1)] });
  assertEquals(await m.ids(calendar), ["talk"]);
  assertEquals(await m.seriesIds(calendar), []);
});

test("rule 3: a single event is there however late it is, and not if it ended before the window", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  await m.delta(calendar, { items: [single("late", 2000), single("old", -31), single("edge", 1)] });
  assertEquals(await m.ids(calendar), ["edge", "late"]);
  await m.delta(calendar, { items: [single("edge", -40)] });
  assertEquals(await m.ids(calendar), ["late"]);
});

test("rule 4: an occurrence is there if it ends after the window begins and starts before it ends", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live({ occurrences: [occurrence("s", 5)] });
  const inside = occurrence("s", 6);
  await m.delta(calendar, { items: [inside, occurrence("s", 181), occurrence("s", -31)] });
  assertEquals(await m.ids(calendar), [occurrence("s", 5).id, inside.id]);
  await m.delta(calendar, { items: [{ ...inside, starts_at: at(200), ends_at: at(200, 1) }] });
  assertEquals(await m.ids(calendar), [occurrence("s", 5).id]);
});

test("rule 5: an equal row is not written, an older one is, and of an id given twice the last counts", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live({ singles: [single("a", 1, { updated_at: at(-1) })] });
  const { version } = await m.calendar(calendar);
  const [before] = await query<{ ctid: string }>(
    `select ctid::text from public.google_events where calendar_id = '${calendar.id}'`,
  );
  const same = await m.delta(calendar, { items: [single("a", 1, { updated_at: at(-1) })] });
  assertEquals([same.changed, same.version], [false, version]);
  const [after] = await query<{ ctid: string }>(
    `select ctid::text from public.google_events where calendar_id = '${calendar.id}'`,
  );
  assertEquals(after, before);
  // An exception that was undone carries its series' older time.
  const older = { summary: "older", updated_at: at(-3) };
  const answer = await m.delta(calendar, {
    items: [single("a", 1, { summary: "first" }), single("a", 1, older)],
  });
  assertEquals([answer.changed, answer.version], [true, version + 1]);
  const [row] = await m.events(calendar);
  assertEquals([row!.summary, row!.updated_at], ["older", at(-3)]);
});

test("an all-day event lasts from midnight to midnight in the calendar's zone, and follows it", async (query) => {
  const m = mirrorCalls(query);
  const holiday = {
    ...single("holiday", 0),
    starts_at: null,
    ends_at: null,
    all_day: true,
    start_date: "2030-01-10",
    end_date: "2030-01-12",
  };
  const inSeries = {
    ...holiday,
    id: "s_20300101",
    series_id: "s",
    original_start: "2030-01-01",
    start_date: "2030-01-10",
  };
  const wholeDays = {
    ...series("t", []),
    starts_at: null,
    all_day: true,
    start_date: "2030-01-01",
  };
  const calendar = await m.live({ series: [wholeDays] }, { days_ahead: 3000 });
  await m.delta(calendar, { items: [holiday, inSeries, single("timed", 1)] });
  const times = async () =>
    (await m.events(calendar)).map((
      row,
    ) => [row.id, row.starts_at, row.ends_at, row.original_start]);
  const timed = ["timed", at(1), at(1, 1), null];
  assertEquals(await times(), [
    ["holiday", "2030-01-10T08:00:00+00:00", "2030-01-12T08:00:00+00:00", null],
    [
      "s_20300101",
      "2030-01-10T08:00:00+00:00",
      "2030-01-12T08:00:00+00:00",
      "2030-01-01T08:00:00+00:00",
    ],
    timed,
  ]);
  const answer = await m.delta(calendar, { time_zone: "Asia/Tokyo" });
  assertEquals(answer.changed, true);
  assertEquals((await m.calendar(calendar)).time_zone, "Asia/Tokyo");
  assertEquals(await times(), [
    ["holiday", "2030-01-09T15:00:00+00:00", "2030-01-11T15:00:00+00:00", null],
    [
      "s_20300101",
      "2030-01-09T15:00:00+00:00",
      "2030-01-11T15:00:00+00:00",
      "2029-12-31T15:00:00+00:00",
    ],
    timed,
  ]);
  const [found] = await query<{ at: string }>(
    `select to_jsonb(starts_at) #>> '{}' as at from public.google_series where calendar_id = '${calendar.id}'`,
  );
  assertEquals(found!.at, "2029-12-31T15:00:00+00:00");
  // A zone that the database does not know changes nothing.
  assertEquals((await m.delta(calendar, { time_zone: "Mars/Olympus" })).changed, false);
  assertEquals((await m.calendar(calendar)).time_zone, "Asia/Tokyo");
});

test("odd events never fail a page: no end, no zone, no status, a resource that is no uuid", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const answer = await m.delta(calendar, {
    items: [
      { id: "no end", starts_at: at(1) },
      { id: "no time" },
      { id: "end first", starts_at: at(1), ends_at: at(0), status: "odd", resource_id: "x" },
      { id: "no last day", all_day: true, start_date: day(2) },
    ],
  });
  assertEquals(answer.answer, "applied");
  assertEquals(await m.ids(calendar), ["end first", "no end", "no last day"]);
});

test("a calendar for times only keeps no text and no people", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live({}, { times_only: true });
  await m.delta(calendar, {
    items: [single("a", 1, {
      description: "secret",
      location: "secret",
      organizer: "secret",
      attendees: [{ email: "secret" }],
      meeting_url: "secret",
      html_link: "secret",
    })],
    series: [series("s", [occurrence("s", 2)], { summary: "secret" })],
  });
  const [row] = await m.events(calendar);
  assertEquals(JSON.stringify(row).includes("secret"), false);
  assertEquals(row!.summary, null);
  const [stored] = await query<{ summary: string | null }>(
    `select summary from public.google_series where calendar_id = '${calendar.id}'`,
  );
  assertEquals(stored!.summary, null);
});

test("the token counts only with its rows, and a page before the last is a checkpoint", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  await m.delta(calendar, { items: [single("a", 1)], page_token: "page 2", sync_token: "early" });
  assertEquals(
    [(await m.sync(calendar)).sync_token, (await m.sync(calendar)).page_token],
    ["token 1", "page 2"],
  );
  await m.end(calendar, "continue");
  const work = await m.begin(calendar);
  assertEquals([work.sync_token, work.page_token], ["token 1", "page 2"]);
  await m.delta(calendar, { items: [single("b", 1)] });
  assertEquals(
    [(await m.sync(calendar)).sync_token, (await m.sync(calendar)).page_token],
    ["token 2", null],
  );
});

test("a lost lease writes nothing: another sync's, an ended one, none", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live({ singles: [single("a", 1)] });
  const before = [await m.calendar(calendar), await m.sync(calendar), await m.events(calendar)];
  const lost = async (lease = calendar.lease) => {
    const held = { ...calendar, lease };
    for (
      const answer of [
        await m.delta(held, { gone: ["a"], items: [single("b", 1)] }),
        await m.one("extend_window", {
          calendar_id: calendar.id,
          lease,
          local_writes: 0,
          items: [single("c", 1)],
          until: at(300),
        }),
        await m.one("start_rebuild", {
          calendar_id: calendar.id,
          lease,
          parameters: 2,
          reason: "expired",
        }),
        await m.one("apply_page", {
          calendar_id: calendar.id,
          lease,
          rebuild: 1,
          items: [],
          series: [],
        }),
        await m.one("finish_rebuild", { calendar_id: calendar.id, lease, rebuild: 1 }),
        await m.end(held),
      ]
    ) assertEquals(answer.answer, "lost");
  };
  await lost(crypto.randomUUID());
  assertEquals(
    [await m.calendar(calendar), await m.sync(calendar), await m.events(calendar)],
    before,
  );
  await m.set(calendar, "lease_until = clock_timestamp() - interval '1 millisecond'");
  await lost();
  assertEquals(await m.events(calendar), before[2]);
  assertEquals((await m.calendar(calendar)).version, (before[0] as { version: number }).version);
});

test("each page extends the lease", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  await m.set(calendar, "lease_until = clock_timestamp() + interval '2 seconds'");
  await m.delta(calendar);
  const { lease_until } = await m.sync(calendar);
  assert(Date.parse(lease_until) > Date.now() + 50_000);
});

test("a write of the app's own refuses the sync that read before it, twice at most", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const write = async (id: string) =>
    await m.word("note_write", {
      calendar_id: calendar.id,
      syncs: (await m.sync(calendar)).syncs,
      items: [single(id, 1)],
      gone: [],
      due: false,
    });
  assertEquals(await write("mine 1"), "written");
  const refused = await m.delta(calendar, { gone: ["mine 1"] });
  assertEquals([refused.answer, refused.local_writes], ["written_meanwhile", 1]);
  assertEquals((await m.sync(calendar)).sync_token, "token 1");
  assertEquals(await write("mine 2"), "written");
  const again = await m.delta(calendar, { local_writes: 1 });
  assertEquals([again.answer, again.local_writes], ["written_meanwhile", 2]);
  // Now the app stands back, so that many writes cannot keep the sync out.
  assertEquals(await write("mine 3"), "stood_back");
  assertEquals((await m.delta(calendar, { local_writes: 2 })).answer, "applied");
  assertEquals(await m.ids(calendar), ["mine 1", "mine 2"]);
  assertEquals(await write("mine 4"), "written");
});

test("the window is extended by what lies beyond it, under the same two counters", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live({ occurrences: [occurrence("s", 1)] });
  const { mirrored_until } = await m.calendar(calendar);
  assertEquals((await m.begin({ ...calendar, lease: crypto.randomUUID() })).answer, "busy");
  await m.end(calendar);
  // As if it was read two months ago.
  await query(
    `update public.google_calendars set mirrored_until = mirrored_until - interval '60 days' where id = '${calendar.id}'`,
  );
  const work = await m.begin(calendar);
  assertEquals([work.window_due, work.window_until], [true, mirrored_until]);
  const extend = (local_writes: number) =>
    m.one("extend_window", {
      calendar_id: calendar.id,
      lease: calendar.lease,
      local_writes,
      items: [occurrence("s", 150), occurrence("s", 190)],
      until: work.window_until,
    });
  const { syncs } = await m.sync(calendar);
  assertEquals((await extend(7)).answer, "written_meanwhile");
  const extended = await extend(0);
  assertEquals([extended.answer, extended.changed], ["applied", true]);
  assertEquals(await m.ids(calendar), [occurrence("s", 1).id, occurrence("s", 150).id]);
  assertEquals((await m.calendar(calendar)).mirrored_until, mirrored_until);
  assertEquals((await m.sync(calendar)).syncs, syncs + 1);
  await m.end(calendar);
  assertEquals((await m.begin(calendar)).window_due, false);
});

test("a check that finds an old change accuses the channel that did not tell of it", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const channel = crypto.randomUUID();
  await m.word("open_channel", { calendar_id: calendar.id, channel_id: channel, token_hash: "h" });
  await m.call("channel_opened", { channel_id: channel, resource_id: "r" });
  const accused = async () =>
    (await query<{ accused: boolean }>(
      `select accused from google_calendar.mirror_channels where id = '${channel}'`,
    ))[0]!.accused;
  await query(
    `update google_calendar.mirror_channels set opened_at = now() - interval '1 day' where id = '${channel}'`,
  );
  const minutes = (n: number) => new Date(Date.now() - n * 60_000).toISOString();
  await m.delta(calendar, { items: [single("just now", 1, { updated_at: minutes(3) })] });
  await m.delta(calendar, { items: [single("before", 1, { updated_at: minutes(3000) })] });
  assertEquals(await accused(), false);
  await m.delta(calendar, { items: [single("missed", 1, { updated_at: minutes(30) })] });
  assertEquals(await accused(), true);
  assertNotEquals((await m.sync(calendar)).channel_due_at, "infinity");
  const due = await m.call("channels_due", { limit: 1000 });
  assert(due.some(({ calendar_id }) => calendar_id === calendar.id));
});

test("a series goes with its last occurrence, however it lost it", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live({
    series: ["cancelled", "moved", "edited", "kept"].map((id) => series(id, [])),
    occurrences: [
      ...["cancelled", "moved", "edited"].map((id) => occurrence(id, 1)),
      ...[1, 2].map((days) => occurrence("kept", days)),
    ],
  });
  assertEquals(await m.seriesIds(calendar), ["cancelled", "edited", "kept", "moved"]);
  const { version } = await m.calendar(calendar);
  const moved = occurrence("moved", 1, { starts_at: at(-50), ends_at: at(-50, 1) });
  const answer = await m.delta(calendar, {
    gone: [occurrence("cancelled", 1).id, occurrence("kept", 1).id],
    items: [moved],
    series: [series("edited", [])],
  });
  assertEquals(answer.series_unknown, []);
  assertEquals(await m.seriesIds(calendar), ["kept"]);
  assertEquals((await m.calendar(calendar)).version, version + 1);
});

test("the series of an occurrence that is here without it is named until Google was asked", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const items = [occurrence("back", 1), occurrence("hidden", 1)];
  assertEquals((await m.delta(calendar, { items, gone: ["single_1"] })).series_unknown, [
    "back",
    "hidden",
  ]);
  assertEquals((await m.delta(calendar)).series_unknown, ["back", "hidden"]);
  const held = { calendar_id: calendar.id, lease: calendar.lease };
  const found = { asked: ["back", "hidden"], series: [series("back", [])] };
  const { version } = await m.calendar(calendar);
  assertEquals(await m.one("put_series", { ...held, ...found }), {
    answer: "applied",
    version: version + 1,
  });
  assertEquals(await m.seriesIds(calendar), ["back"]);
  assertEquals((await m.delta(calendar)).series_unknown, []);
  const other = { ...held, ...found, lease: crypto.randomUUID() };
  assertEquals((await m.one("put_series", other)).answer, "lost");
});

test("the window moves on to a series, which is asked for with the next changes", async (query) => {
  const m = mirrorCalls(query);
  const calendar = await m.live();
  const { mirrored_until } = await m.calendar(calendar);
  const until = new Date(Date.parse(mirrored_until) + 30 * 86_400_000).toISOString();
  await m.one("extend_window", {
    calendar_id: calendar.id,
    lease: calendar.lease,
    local_writes: 0,
    items: [occurrence("yearly", 190)],
    until,
  });
  assertEquals((await m.delta(calendar)).series_unknown, ["yearly"]);
});
