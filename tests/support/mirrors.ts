/**
 * Mirrored calendars for tests: a run of `sync-calendars`, the rows, and somebody who changes the calendar at
 * Google without the app.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { api, authorizeUrl, token } from "../../local/google/testing.ts";
import type { Scenario, TestUser } from "./scenario.ts";
import type { TestStack } from "./stack.ts";

/** Calls Google's Calendar API as a person, with an access token of the person's own. */
export type Hand = (method: string, path: string, body?: unknown) => Promise<HandAnswer>;

// deno-lint-ignore no-explicit-any -- Google's own shapes
export type HandAnswer = any;

/** Google Calendar in the person's hand: what is changed there, the app has to be told. */
export async function handOf({ google, env, apiUrl }: TestStack, email: string): Promise<Hand> {
  const client_id = env.GOOGLE_CLIENT_ID!;
  const redirect_uri = `${apiUrl}/functions/v1/oauth-callback`;
  const back = await google.approve(authorizeUrl(google, { client_id, redirect_uri }), { email });
  const { json } = await token(google, {
    grant_type: "authorization_code",
    code: back.searchParams.get("code")!,
    redirect_uri,
    client_id,
    client_secret: env.GOOGLE_CLIENT_SECRET!,
  });
  return async (method, path, body) => {
    const answer = await api(google, json.access_token, method, path, { body });
    assertEquals(Math.floor(answer.status / 100), 2, JSON.stringify(answer.json));
    return answer.json;
  };
}

/** An hour that begins `days` from now, at the start of an hour. */
export function hourIn(days: number): { start: { dateTime: string }; end: { dateTime: string } } {
  const start = Math.floor(Date.now() / 3_600_000) * 3_600_000 + days * 86_400_000;
  const at = (time: number) => ({ dateTime: new Date(time).toISOString() });
  return { start: at(start), end: at(start + 3_600_000) };
}

export interface CalendarRow {
  id: string;
  status: string;
  reason: string | null;
  push: boolean;
  version: number;
}

export interface EventRow {
  id: string;
  summary: string | null;
  series_id: string | null;
  starts_at: string;
}

export interface Mirrors {
  /** Mirrors the user's primary calendar: the id of its row. */
  mirror(user: TestUser): Promise<string>;
  /** One run of `sync-calendars`: its report. */
  run(): Promise<Record<string, number>>;
  /** Makes the calendar due, and makes a run. */
  runNow(calendarId: string): Promise<Record<string, number>>;
  calendar(calendarId: string): Promise<CalendarRow>;
  /** The names of the events, in the order of their starts. */
  names(calendarId: string): Promise<(string | null)[]>;
  rows(calendarId: string): Promise<EventRow[]>;
  /** Asserts that every column of every row, and of every series, is what Google has; `but` names columns that may differ. */
  assertEqualsGoogle(calendarId: string, email: string, but?: string[]): Promise<void>;
  /** Waits until no sync is under way and none waits. */
  settle(calendarId: string): Promise<void>;
  /** What PostgreSQL changes with every write of a row, even of the same values. */
  versions(calendarId: string): Promise<unknown[]>;
}

/** The row with every time in one form. */
function comparableOf(row: object, but: string[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => !but.includes(name)).map(([name, value]) => [
      name,
      /(_at|original_start)$/.test(name) && value !== null ? new Date(value).toISOString() : value,
    ]),
  );
}

const SETTLE_MS = 20_000;

export function mirrorsOf({ stack, call }: Scenario): Mirrors {
  const { sql, env } = stack;
  const apikey = JSON.parse(env.SUPABASE_SECRET_KEYS!).default;

  const mirrors: Mirrors = {
    async mirror({ id }) {
      const [row] = await sql<{ id: string }>(
        "select id from public.google_calendar_mirror_calendar($1, 'primary', true)",
        [id],
      );
      return row!.id;
    },
    async run() {
      const { status, body } = await call("POST /sync-calendars", { headers: { apikey } });
      assertEquals(status, 200, JSON.stringify(body));
      return body;
    },
    async runNow(calendarId) {
      await sql(
        "update google_calendar.mirror_syncs set due_at = clock_timestamp() where calendar_id = $1",
        [calendarId],
      );
      return await mirrors.run();
    },
    async calendar(calendarId) {
      const [row] = await sql<CalendarRow>(
        "select id, status, reason, push, version::integer from public.google_calendars where id = $1",
        [calendarId],
      );
      return row!;
    },
    names: async (calendarId) => (await mirrors.rows(calendarId)).map(({ summary }) => summary),
    rows: (calendarId) =>
      sql<EventRow>(
        `select id, summary, series_id, starts_at from public.google_events
         where calendar_id = $1 order by starts_at, id`,
        [calendarId],
      ),
    async assertEqualsGoogle(calendarId, email, but = []) {
      const comparable = (row: object) => comparableOf(row, but);
      const [window] = await sql<{ from: string; until: string }>(
        `select mirrored_from as from, mirrored_until as until from public.google_calendars where id = $1`,
        [calendarId],
      );
      const from = new Date(window!.from).toISOString();
      const until = new Date(window!.until).toISOString();
      const expected = stack.google.expected(email, "primary", from, until);
      const columns = Object.keys(expected[0] ?? { id: "" }).join(", ");
      const read = async (table: string, names: string) =>
        (await sql<Record<string, unknown>>(
          `select ${names} from ${table} where calendar_id = $1 order by id collate "C"`,
          [calendarId],
        )).map(comparable);
      assertEquals(await read("public.google_events", columns), expected.map(comparable));
      const series = stack.google.expectedSeries(email, "primary", from, until);
      const names = Object.keys(series[0] ?? { id: "" }).join(", ");
      // Others may be there that have no occurrence in this time.
      const withRow = new Set(expected.map(({ series_id }) => series_id));
      const stored = (await read("public.google_series", names)) as { id: string }[];
      assertEquals(stored.filter(({ id }) => withRow.has(id)), series.map(comparable));
    },
    async settle(calendarId) {
      const end = performance.now() + SETTLE_MS;
      for (let quiet = 0; quiet < 3;) {
        if (performance.now() > end) throw new Error("a sync goes on for ever");
        const [row] = await sql<{ busy: boolean }>(
          `select lease_until > clock_timestamp() or waiter_until > clock_timestamp()
             or notified_at is not null as busy
           from google_calendar.mirror_syncs where calendar_id = $1`,
          [calendarId],
        );
        quiet = row?.busy ? 0 : quiet + 1;
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    },
    versions: (calendarId) =>
      sql(
        `select id, xmin::text, ctid::text from public.google_events where calendar_id = $1 order by id`,
        [calendarId],
      ),
  };
  return mirrors;
}
