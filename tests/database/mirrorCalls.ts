/**
 * The statements that the functions send about mirrored calendars, the same for every database.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Query } from "./query.ts";

type Row = Record<string, unknown>;
// deno-lint-ignore no-explicit-any
type AnyRow = Record<string, any>;

/** The arguments that are arrays. Every other object, or array of objects, is JSON. */
const ARRAYS = new Set(["asked", "gone", "google_calendar_ids"]);

/** An argument as SQL. */
function literal(name: string, value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  if (ARRAYS.has(name)) return `array[${(value as string[]).map(quoted).join(", ")}]::text[]`;
  return quoted(typeof value === "string" ? value : JSON.stringify(value));
}

/** The time so many days, and hours, from the beginning of this hour. */
export function at(days: number, hours = 0): string {
  const hour = Math.floor(Date.now() / 3_600_000);
  return new Date((hour + days * 24 + hours) * 3_600_000).toISOString().replace(".000Z", "+00:00");
}

/** The day so many days from today (UTC), as a date. */
export const day = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A single event of an hour. */
export const single = (id: string, days: number, more: Row = {}) => ({
  id,
  ical_uid: `${id}@google.com`,
  status: "confirmed",
  starts_at: at(days),
  ends_at: at(days, 1),
  all_day: false,
  summary: id,
  busy: true,
  ...more,
});

/** The occurrence of a series on a day. */
export const occurrence = (series: string, days: number, more: Row = {}) =>
  single(`${series}_${day(days).replaceAll("-", "")}T090000Z`, days, {
    series_id: series,
    original_start: at(days),
    ...more,
  });

export const series = (id: string, occurrences: Row[], more: Row = {}) => ({
  id,
  recurrence: ["RRULE:FREQ=DAILY"],
  summary: id,
  starts_at: at(-1),
  all_day: false,
  occurrences,
  ...more,
});

export type MirrorCalls = ReturnType<typeof mirrorCalls>;

/** A calendar under test, and what its sync holds. */
export interface TestCalendar {
  id: string;
  user: string;
  account: string;
  lease: string;
}

export function mirrorCalls(query: Query) {
  /** The rows that `public.google_calendar_<name>` answers. */
  async function call(name: string, args: Row = {}): Promise<AnyRow[]> {
    const given = Object.entries(args)
      .map(([key, value]) => `p_${key} => ${literal(key, value)}`).join(", ");
    const rows = await query<{ row: AnyRow }>(
      `select to_jsonb(t) as row from public.google_calendar_${name}(${given}) t`,
    );
    return rows.map(({ row }) => typeof row === "string" ? parsed(row) : row);
  }
  /** The only row that it answers. */
  async function one(name: string, args: Row = {}): Promise<AnyRow> {
    const rows = await call(name, args);
    assertEquals(rows.length, 1, `${name} answers ${rows.length} rows`);
    return rows[0]!;
  }
  /** The word, or the boolean, that it answers. */
  async function word(name: string, args: Row = {}): Promise<unknown> {
    return (await call(name, args))[0];
  }

  /** A user with a connected account. */
  async function connected(): Promise<{ user: string; account: string }> {
    const [row] = await query<{ id: string }>(
      `insert into auth.users (id, email) values (gen_random_uuid(), gen_random_uuid() || '@example.com') returning id`,
    );
    const user = row!.id;
    await query(
      `insert into google_calendar.users (id, user_id, is_default, google_account_id, google_refresh_token, google_access_token, google_token_expiry, access_seconds, google_refreshed_at)
       values ('${user}', '${user}', true, '${user}', 'sealed', 'sealed', now() + interval '1 hour', 3600, now())`,
    );
    await query(
      `insert into public.google_connections (account_id, user_id, is_default, status, google_email, scopes, connected_at)
       values ('${user}', '${user}', true, 'connected', '${user}@gmail.com', '{}', now())`,
    );
    return { user, account: user };
  }

  /** A mirror that has read nothing yet. */
  async function mirrored(more: Row = {}): Promise<TestCalendar> {
    const { user, account } = await connected();
    const { id } = await one("mirror_calendar", {
      account_id: account,
      google_calendar_id: "primary",
      is_primary: true,
      time_zone: "America/Los_Angeles",
      ...more,
    });
    return { id, user, account, lease: crypto.randomUUID() };
  }

  const begin = (calendar: TestCalendar) =>
    one("begin_sync", { calendar_id: calendar.id, lease: calendar.lease });
  const end = (calendar: TestCalendar, outcome = "done", more: Row = {}) =>
    one("end_sync", { calendar_id: calendar.id, lease: calendar.lease, outcome, ...more });

  /** Reads everything: single events and series from the list, occurrences from the window. */
  async function rebuild(
    calendar: TestCalendar,
    events: { singles?: Row[]; series?: Row[]; occurrences?: Row[]; reason?: string } = {},
  ) {
    const { singles = [], series = [], occurrences = [], reason = "first" } = events;
    const held = { calendar_id: calendar.id, lease: calendar.lease };
    const started = await one("start_rebuild", { ...held, parameters: 1, reason });
    assertEquals(started.answer, "started");
    const page = { ...held, rebuild: started.rebuild };
    if (started.phase === "list") {
      await one("apply_page", { ...page, items: singles, series, sync_token: "token 1" });
    }
    await one("apply_page", { ...page, items: [...singles, ...occurrences], series: [] });
    return await one("finish_rebuild", page);
  }

  /** A mirror that is live, whose sync is still under way. */
  async function live(
    events: Parameters<typeof rebuild>[1] = {},
    more: Row = {},
  ): Promise<TestCalendar> {
    const calendar = await mirrored(more);
    assertEquals((await begin(calendar)).answer, "begun");
    assertEquals((await rebuild(calendar, events)).answer, "finished");
    return calendar;
  }

  const delta = (
    calendar: TestCalendar,
    { gone = [], items = [], series = [], ...more }: Row = {},
  ) =>
    one("apply_delta", {
      calendar_id: calendar.id,
      lease: calendar.lease,
      local_writes: 0,
      gone,
      items,
      series,
      sync_token: "token 2",
      ...more,
    });

  return {
    call,
    one,
    word,
    query,
    connected,
    mirrored,
    begin,
    end,
    rebuild,
    live,
    delta,
    /** The calendar's row of the owner's table. */
    async calendar({ id }: TestCalendar): Promise<AnyRow> {
      const [found] = await query<{ row: AnyRow }>(
        `select to_jsonb(g) as row from public.google_calendars g where id = '${id}'`,
      );
      return found!.row;
    },
    /** The server's row of it. */
    async sync({ id }: TestCalendar): Promise<AnyRow> {
      const [found] = await query<{ row: AnyRow }>(
        `select to_jsonb(y) as row from google_calendar.mirror_syncs y where calendar_id = '${id}'`,
      );
      return found!.row;
    },
    set: ({ id }: TestCalendar, columns: string) =>
      query(`update google_calendar.mirror_syncs set ${columns} where calendar_id = '${id}'`),
    /** Its events, in the order of their ids. */
    async events({ id }: TestCalendar): Promise<AnyRow[]> {
      const rows = await query<{ row: AnyRow }>(
        `select to_jsonb(e) as row from public.google_events e where calendar_id = '${id}' order by id`,
      );
      return rows.map(({ row }) => row);
    },
    async ids(calendar: TestCalendar): Promise<string[]> {
      const rows = await query<{ id: string }>(
        `select id from public.google_events where calendar_id = '${calendar.id}' order by id collate "C"`,
      );
      return rows.map(({ id }) => id);
    },
    async seriesIds(calendar: TestCalendar): Promise<string[]> {
      const rows = await query<{ id: string }>(
        `select id from public.google_series where calendar_id = '${calendar.id}' order by id collate "C"`,
      );
      return rows.map(({ id }) => id);
    },
  };
}

/** The embedded database gives JSON as text, if it is a scalar. */
function parsed(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
