/**
 * The mutants that are planted against the mirror, and the case that must fail with each. `sql` changes a
 * function of the database, `file` one of the functions' modules: text that stands there exactly once.
 *
 * @module
 */

interface Patch {
  /** The SQL function's name, or the file below `supabase/functions/_shared/mirror`. */
  in: string;
  search: string;
  replace: string;
}

export interface Mutant {
  name: string;
  sql?: Patch[];
  /** A statement that spoils the database, and the one that puts it right. */
  statements?: [spoil: string, repair: string];
  file?: Patch[];
  /** The name of the case. */
  dies: string;
}

const NO_PAGE_IS_LAST = "a rebuild that ends early deletes nothing";

export const MUTANTS: Mutant[] = [
  {
    name: "the sync token is saved before the rows",
    file: [{
      in: "delta.ts",
      search: "    const whole = await readSeries(sync, touched);\n",
      replace: `    const whole = await readSeries(sync, touched);
    await applyDelta(sync, { ...page, gone: [], items: [], series: [] });
`,
    }],
    dies: "a sync that is killed at any await loses no change",
  },
  {
    name: "notified_at is cleared whatever came meanwhile",
    sql: [{
      in: "google_calendar_apply_delta",
      search: "when v_last and y.notified_at is not distinct from y.serving then null",
      replace: "when v_last then null",
    }, {
      in: "google_calendar_apply_delta",
      search: "again := v_last and v_sync.notified_at is distinct from v_sync.serving;",
      replace: "again := false;",
    }],
    dies: "a change that is told while a sync reads is read too, without waiting for a check",
  },
  {
    name: "a rebuild does not sweep",
    sql: [{
      in: "google_calendar_finish_rebuild",
      search: "where e.calendar_id = p_calendar_id and not exists (",
      replace: "where false and not exists (",
    }],
    dies: "what was deleted in the gap after a sync token's end is deleted here",
  },
  {
    name: "a rebuild sweeps without its last page",
    sql: [{
      in: "google_calendar_finish_rebuild",
      search: " or not v_sync.read_all then",
      replace: " then",
    }],
    file: [{
      in: "rebuild.ts",
      search: "    if (next === undefined) return;\n",
      replace: '    if (next === undefined || phase === "window") return;\n',
    }],
    dies: NO_PAGE_IS_LAST,
  },
  {
    name: "a deleted series is one row, by its id",
    sql: [{
      in: "delete_ids",
      search: "e.series_id = any (p_ids) and not e.id = any (p_ids)",
      replace: "false",
    }],
    dies: "a series that is deleted takes its occurrences along",
  },
  {
    name: "what a rebuild has met is not bound to its number",
    sql: [{
      in: "begin_rebuild",
      search: "delete from google_calendar.mirror_seen s where s.calendar_id = p_calendar_id;",
      replace: "",
    }, {
      in: "google_calendar_finish_rebuild",
      search: "s.rebuild = p_rebuild and not s.is_series",
      replace: "not s.is_series",
    }],
    dies: "what a former rebuild has met does not count",
  },
  {
    name: "what a rebuild has met is unlogged",
    statements: [
      "alter table google_calendar.mirror_seen set unlogged",
      "alter table google_calendar.mirror_seen set logged",
    ],
    dies: "what a rebuild has met outlives a crash of the database",
  },
  {
    name: "a lease is valid whatever the clock says",
    sql: [{
      in: "hold_sync",
      search: "v_sync.lease = p_lease and not google_calendar.lease_free(v_sync.lease_until)",
      replace: "v_sync.lease = p_lease",
    }],
    dies: "a sync that wakes after its lease has ended writes nothing",
  },
  {
    name: "a lease never ends",
    sql: [{
      in: "lease_free",
      search: "p_lease_until is null or p_lease_until <=",
      replace: "p_lease_until is null or p_lease_until + interval '10 days' <=",
    }],
    dies: "a sync that is killed at any await loses no change",
  },
  {
    name: "a row is kept if its event is older",
    sql: [{
      in: "put_events",
      search: "where h.id is null or (",
      replace: "where h.id is null or h.updated_at <= k.updated_at and (",
    }],
    dies: "an occurrence whose change was undone is as its series says, although that is older",
  },
  {
    name: "an empty page is the last",
    file: [{
      in: "readPages.ts",
      search: "nextPageToken: page.nextPageToken || undefined,",
      replace: "nextPageToken: events.length > 0 && page.nextPageToken || undefined,",
    }],
    dies: "an empty page is not the last",
  },
  {
    name: "a write of the app's own is put however many syncs came between",
    sql: [{
      in: "google_calendar_note_write",
      search: "coalesce(v_sync.syncs = p_syncs, false)",
      replace: "true",
    }],
    dies: "a late write of the app's own does not bring back what was deleted meanwhile",
  },
  {
    name: "a sync does not mind the app's own writes",
    sql: [{
      in: "google_calendar_apply_delta",
      search: "v_sync.local_writes <> p_local_writes and",
      replace: "false and",
    }],
    dies: "a sync that read before a write of the app's own does not take it back",
  },
  {
    name: "a sync gives way to the app's own writes for ever",
    sql: [{
      in: "google_calendar_apply_delta",
      search: "v_sync.local_writes <> p_local_writes and v_sync.refused < 2",
      replace: "v_sync.local_writes <> p_local_writes",
    }, {
      in: "google_calendar_note_write",
      search: "and v_sync.refused < 2",
      replace: "",
    }],
    dies: "writes of the app's own do not keep a sync from ever ending",
  },
  {
    name: "the old channel is stopped before the new one is open",
    file: [{
      in: "channels.ts",
      search: "  try {\n    const { resourceId, expiration } = await calendar.events.watch({",
      replace: `  await stopChannels(
    account,
    (await callDatabase("take_channels", { p_account_id: accountId, p_calendar_id: due.calendarId }, context))
      .map((channel) => ({ ...channel })),
    context,
  );
  try {
    const { resourceId, expiration } = await calendar.events.watch({`,
    }],
    dies: "a channel is open until the next one is",
  },
  {
    name: "a push is taken although the database is down",
    file: [{
      in: "../../calendar-push/index.ts",
      search: "  const received = await receivePush(push, lease, c.var).catch(askAgain);\n",
      replace: `  const received = await receivePush(push, lease, c.var)
    .catch(() => ({ answer: "noted" as const, row: undefined as never }));
`,
    }],
    dies: "a push that the database did not note is sent again",
  },
];
