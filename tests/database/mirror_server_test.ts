/**
 * The mirror on PostgreSQL 17 with many sessions and many rows: who gets what when all come at once, what a rebuild of
 * an unchanged calendar writes, how fast a page and a week are, and what Realtime publishes.
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { figure } from "../support/figures.ts";
import { at, mirrorCalls, occurrence, series, single, type TestCalendar } from "./mirrorCalls.ts";
import { onServerTest, outcome, startOnServer } from "./onServer.ts";
import type { Query } from "./query.ts";

const SESSIONS = 16;
const server = await startOnServer(SESSIONS);
const { sql } = server;
const query: Query = async <T>(text: string, params?: unknown[]) =>
  [...await sql.unsafe(text, params as never[])] as T[];
const m = mirrorCalls(query);

const all = <T>(count: number, run: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => run(n)));

/** Nothing else is due. */
const quiet = () =>
  query("update google_calendar.mirror_syncs set due_at = 'infinity', channel_due_at = 'infinity'");

onServerTest("200 due calendars, four processes at once: each is claimed once", async () => {
  await quiet();
  for (let n = 0; n < 20; n++) {
    const { user, account } = await m.connected();
    await query(`insert into public.google_calendars (user_id, account_id, google_calendar_id)
      select '${user}', '${account}', n::text from generate_series(1, 10) n`);
  }
  await query(`insert into google_calendar.mirror_syncs (calendar_id, days_back, days_ahead)
    select id, 30, 180 from public.google_calendars g
    where not exists (select from google_calendar.mirror_syncs y where y.calendar_id = g.id)`);
  const claimed = await all(4, async () => {
    const mine: string[] = [];
    for (;;) {
      const rows = await m.call("claim_due", {
        lease: crypto.randomUUID(),
        limit: 7,
        calls_per_day: 1_000_000,
      });
      if (rows.length === 0) return mine;
      mine.push(...rows.map(({ calendar_id }) => calendar_id as string));
    }
  });
  const ids = claimed.flat();
  assertEquals([ids.length, new Set(ids).size], [200, 200]);
  assert(claimed.every((mine) => mine.length > 0));
});

async function watched(): Promise<[TestCalendar, string]> {
  const calendar = await m.live();
  const channel = crypto.randomUUID();
  await m.word("open_channel", {
    calendar_id: calendar.id,
    channel_id: channel,
    token_hash: "hash",
  });
  await m.call("channel_opened", { channel_id: channel, resource_id: "resource" });
  await m.delta(calendar);
  await m.end(calendar);
  return [calendar, channel];
}
const push = (channel: string) =>
  m.one("push_received", {
    channel_id: channel,
    token_hash: "hash",
    resource_id: "resource",
    state: "exists",
    lease: crypto.randomUUID(),
  });
const count = (answers: { answer?: unknown }[]) =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ answer }) => answer as string)].map((
      [answer, list],
    ) => [answer, list.length]),
  );

onServerTest(
  "100 notices at once: one begins a sync, and within two seconds one is to come later",
  async () => {
    const [calendar, channel] = await watched();
    await m.set(calendar, "begun_at = now() - interval '1 minute'");
    assertEquals(count(await all(100, () => push(channel))), { begun: 1, noted: 99 });
    await m.set(calendar, "lease = null, lease_until = null, begun_at = clock_timestamp()");
    assertEquals(count(await all(100, () => push(channel))), { later: 1, noted: 99 });
    const [row] = await query<{ pushes: number }>(
      `select pushes::integer from google_calendar.mirror_channels where id = '${channel}'`,
    );
    assertEquals(row!.pushes, 200);
  },
);

onServerTest("50 requests for one calendar's lease: one begins", async () => {
  const calendar = await m.mirrored();
  const answers = await all(50, () => m.begin({ ...calendar, lease: crypto.randomUUID() }));
  assertEquals(count(answers), { begun: 1, busy: 49 });
});

onServerTest("20 processes that open a channel at once: one does", async () => {
  const calendar = await m.live();
  const answers = await all(20, () =>
    m.word("open_channel", {
      calendar_id: calendar.id,
      channel_id: crypto.randomUUID(),
      token_hash: "hash",
    }));
  assertEquals(answers.filter((answer) => answer === "opening").length, 1);
});

/** What was written to the rows of events and series, by the server's own counters. */
async function written(run: () => Promise<unknown>): Promise<number> {
  const counters = async () => {
    await all(SESSIONS, () => query("select pg_stat_force_next_flush(), pg_sleep(0.02)"));
    const [row] = await query<{ n: number }>(
      `select sum(n_tup_ins + n_tup_upd + n_tup_del)::integer as n from pg_stat_user_tables
       where relname in ('google_events', 'google_series')`,
    );
    return row!.n;
  };
  const before = await counters();
  await run();
  return await counters() - before;
}

/** A year of a busy calendar, in the pages of a rebuild. */
const EVENTS = 10_000;
const PAGE = 1000;
const busyYear = Array.from({ length: EVENTS }, (_, n) =>
  n % 2
    ? single(`single ${n}`, n % 170, {
      description: "x".repeat(200),
      attendees: [{ email: `guest${n}@example.com` }],
      updated_at: at(-1),
      etag: `"${n}"`,
    })
    : occurrence(`series ${n % 50}`, (n / 50) % 170, { id: `series ${n % 50}_${n}` }));
const masters = Array.from({ length: 25 }, (_, n) => series(`series ${n * 2}`, []));

async function rebuild(calendar: TestCalendar, reason: string): Promise<void> {
  const held = { calendar_id: calendar.id, lease: calendar.lease };
  const { rebuild } = await m.one("start_rebuild", { ...held, parameters: 1, reason });
  const page = { ...held, rebuild };
  await m.one("apply_page", { ...page, items: [], series: masters, sync_token: "t" });
  for (let from = 0; from < EVENTS; from += PAGE) {
    const last = from + PAGE === EVENTS;
    await m.one("apply_page", {
      ...page,
      items: busyYear.slice(from, from + PAGE),
      series: [],
      ...(last ? {} : { page_token: "next" }),
    });
  }
  assertEquals((await m.one("finish_rebuild", page)).answer, "finished");
}

onServerTest(
  `a rebuild of ${EVENTS} unchanged events writes no row, and Realtime hears nothing`,
  async () => {
    const calendar = await m.mirrored();
    await m.begin(calendar);
    const fresh = performance.now();
    await rebuild(calendar, "first");
    const firstMs = performance.now() - fresh;
    const before = await m.calendar(calendar);
    const [{ xmin }] = await query<{ xmin: string }>(
      `select xmin::text from public.google_calendars where id = '${calendar.id}'`,
    ) as [{ xmin: string }];
    const again = performance.now();
    assertEquals(await written(() => rebuild(calendar, "expired")), 0);
    const againMs = performance.now() - again;
    assertEquals(await m.calendar(calendar), before);
    const [after] = await query<{ xmin: string }>(
      `select xmin::text from public.google_calendars where id = '${calendar.id}'`,
    );
    assertEquals(after!.xmin, xmin);
    figure(
      `${EVENTS} events: first ${Math.round(EVENTS / firstMs * 1000)} rows/s, unchanged ${
        Math.round(EVENTS / againMs * 1000)
      } rows/s, all statements included`,
    );
  },
);

onServerTest(
  "readers never see a calendar without an event that exists throughout a rebuild",
  async () => {
    const calendar = await m.live({ singles: busyYear.slice(0, 500) });
    const ids = await m.ids(calendar);
    let done = false;
    let reads = 0;
    const readers = all(3, async () => {
      while (!done) {
        reads++;
        assertEquals((await m.ids(calendar)).length, ids.length);
      }
    });
    for (let n = 0; n < 5; n++) {
      await m.rebuild(calendar, { singles: busyYear.slice(0, 500), reason: "parameters" });
    }
    done = true;
    await readers;
    assert(reads > 10, `${reads} reads`);
  },
);

onServerTest(
  "syncs, writes, notices, channels, disconnects and deletions at once: no deadlock, no leftovers",
  async () => {
    const failures = new Map<string, number>();
    for (let round = 0; round < 60; round++) {
      const [calendar, channel] = await watched();
      await m.begin(calendar);
      const steps = [
        () =>
          m.delta(calendar, {
            items: [single("a", 1)],
            series: [series("s", [occurrence("s", 1)])],
          }),
        () =>
          m.word("note_write", {
            calendar_id: calendar.id,
            syncs: 3,
            items: [single("b", 1)],
            gone: [],
            due: false,
          }),
        () => push(channel),
        () => push(channel),
        () =>
          m.call("claim_due", { lease: crypto.randomUUID(), limit: 50, calls_per_day: 1_000_000 }),
        () => m.call("channels_due", { limit: 50 }),
        () =>
          m.word("open_channel", {
            calendar_id: calendar.id,
            channel_id: crypto.randomUUID(),
            token_hash: "x",
          }),
        () => m.call("channel_opened", { channel_id: channel, resource_id: "resource" }),
        () => m.call("refresh_mirrors", { user_id: calendar.user }),
        () =>
          m.call("mirror_calendar", {
            account_id: calendar.account,
            google_calendar_id: "primary",
            is_primary: true,
          }),
        () => m.call("prune_events", { limit: 100 }),
        () => m.call("take_channels", { account_id: calendar.account }),
        () => m.end(calendar),
        () =>
          m.word("mark_needs_reconnect", {
            account_id: calendar.account,
            grant_version: 0,
            reason: "revoked_or_expired",
          }),
        round % 3 === 0
          ? () => query(`delete from auth.users where id = '${calendar.user}'`)
          : round % 3 === 1
          ? () =>
            m.word("clear_connection", {
              user_id: calendar.user,
              account_id: calendar.account,
              grant_version: round % 2,
            })
          : () => m.call("sweep", { limit: 1000 }),
      ];
      const start = round % steps.length;
      const results = await Promise.all(
        [...steps.slice(start), ...steps.slice(0, start)].map((step) => outcome(step())),
      );
      for (const result of results) {
        if (typeof result === "string" && /^[0-9A-Z]{5}$/.test(result)) {
          failures.set(result, (failures.get(result) ?? 0) + 1);
        }
      }
    }
    assertEquals([...failures], []);
    const [left] = await query<{ n: number }>(
      `select count(*)::integer as n from public.google_events e
     where not exists (select from google_calendar.users u join public.google_calendars g on g.account_id = u.id
       where g.id = e.calendar_id and u.google_account_id is not null)`,
    );
    assertEquals(left!.n, 0);
  },
);

onServerTest(
  "a week of one user's, beside 200,000 other events, comes from the index under the policy",
  async () => {
    const calendar = await m.mirrored();
    await query(
      `insert into auth.users (id, email) select gen_random_uuid(), 'many ' || n from generate_series(1, 100) n`,
    );
    await query(
      `insert into google_calendar.users (id, user_id, is_default) select id, id, true from auth.users where email like 'many %'`,
    );
    await query(
      `insert into public.google_calendars (user_id, account_id, google_calendar_id) select id, id, 'primary' from auth.users where email like 'many %'`,
    );
    await query(
      `insert into public.google_events (calendar_id, id, user_id, status, starts_at, ends_at, all_day, busy)
    select g.id, n::text, g.user_id, 'confirmed', now() + n * interval '1 hour', now() + (n + 1) * interval '1 hour', false, true
    from public.google_calendars g, generate_series(1, 2000) n where g.google_calendar_id = 'primary' and g.user_id in (select id from auth.users where email like 'many %')`,
    );
    await query(
      `insert into public.google_events (calendar_id, id, user_id, status, starts_at, ends_at, all_day, busy)
    select '${calendar.id}', n::text, '${calendar.user}', 'confirmed', now() + n * interval '1 hour', now() + (n + 1) * interval '1 hour', false, true from generate_series(1, 5000) n`,
    );
    await query("analyze public.google_events");
    const week = `select * from public.google_events
    where starts_at < now() + interval '67 days' and ends_at > now() + interval '60 days'`;
    await sql.begin(async (as) => {
      await as`select set_config('request.jwt.claims', ${
        JSON.stringify({ sub: calendar.user })
      }, true)`;
      await as`set local role authenticated`;
      assertEquals((await as.unsafe(week)).length, 169);
      const plan = (await as.unsafe(`explain (analyze) ${week}`)).map((row) => row["QUERY PLAN"])
        .join("\n");
      assertStringIncludes(plan, "google_events_user_id_time_idx");
      const ms = Number(/Execution Time: ([\d.]+)/.exec(plan)![1]);
      figure(`a week of one user's beside 200,000 events: ${ms} ms in the database`);
      assert(ms < 20, plan);
    });
  },
);

onServerTest("claiming finds the due among many by its index", async () => {
  await quiet();
  await query("analyze google_calendar.mirror_syncs");
  const plan = (await query<Record<string, string>>(
    `explain select y.calendar_id from google_calendar.mirror_syncs y join public.google_calendars g on g.id = y.calendar_id where y.due_at <= now()
     and google_calendar.lease_free(y.lease_until) order by y.due_at limit 10 for update of y skip locked for key share of g skip locked`,
  )).map((row) => row["QUERY PLAN"]).join("\n");
  assertStringIncludes(plan, "mirror_syncs_due_at_idx");
});

onServerTest("Realtime publishes the calendars, and neither events nor series", async () => {
  const rows = await query<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_publication_tables
     where pubname = 'supabase_realtime' order by 1`,
  );
  assertEquals(rows.map(({ name }) => name), [
    "public.google_calendars",
    "public.google_connections",
  ]);
});

onServerTest("everything of the mirror has a comment", async () => {
  const rows = await query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
       where (relname ~ '^mirror_' or relname in ('google_calendars', 'google_events', 'google_series'))
         and relkind in ('r', 'v') and obj_description(c.oid, 'pg_class') is null
     union all
     select p.oid::regprocedure::text from pg_proc p
       where pronamespace in ('public'::regnamespace, 'google_calendar'::regnamespace)
         and obj_description(p.oid, 'pg_proc') is null`,
  );
  assertEquals(rows, []);
});

Deno.test.afterAll(() => server.close());
