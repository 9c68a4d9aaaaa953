/**
 * What the mirror's SQL costs: pages written, beside a bare upsert of the same JSON, and the query of a
 * week in a table of a million rows.
 *
 * @module
 */
import type postgres from "postgres";
import { mirrorCalls, single } from "../tests/database/mirrorCalls.ts";
import type { Query } from "../tests/database/query.ts";
import { startPostgres } from "../tests/support/postgres.ts";
import { atLeast, atMost, type Figure, median, peer, spread } from "./table.ts";

const MIGRATIONS = "supabase/migrations";
const PAGE = 1000;
const PAGES = 10;
const ROUNDS = 5;
const TEXT = "x".repeat(200);
const USERS = 100;
const ROWS_EACH = 10_000;

/** A page of events, as JSON text. */
function page(number: number): string {
  const events = Array.from(
    { length: PAGE },
    (_, i) =>
      single(`event${number * PAGE + i}`, (number * PAGE + i) % 150, {
        description: TEXT,
        etag: '"1"',
        event_type: "default",
        html_link: "https://calendar.google.com/event?eid=1",
      }),
  );
  return JSON.stringify(events);
}

const pages = Array.from({ length: PAGES }, (_, number) => page(number));

async function rowsPerSecond(
  write: (page: string, i: number) => Promise<unknown>,
): Promise<number> {
  const started = performance.now();
  for (const [i, json] of pages.entries()) await write(json, i);
  return PAGE * PAGES * 1000 / (performance.now() - started);
}

/** Every column of a row but the calendar and the user, with its type. */
const COLUMNS: Record<string, string> = {
  id: "text",
  series_id: "text",
  original_start: "timestamptz",
  ical_uid: "text",
  status: "text",
  starts_at: "timestamptz",
  ends_at: "timestamptz",
  all_day: "boolean",
  start_date: "date",
  end_date: "date",
  time_zone: "text",
  summary: "text",
  description: "text",
  location: "text",
  busy: "boolean",
  response: "text",
  visibility: "text",
  event_type: "text",
  color_id: "text",
  organizer: "text",
  attendees: "jsonb",
  meeting_url: "text",
  html_link: "text",
  resource_id: "uuid",
  etag: "text",
  created_at: "timestamptz",
  updated_at: "timestamptz",
};
const NAMES = Object.keys(COLUMNS);
const list = (names: string[]) => names.join(", ");

/** The least that a mirror with these columns would do: into an equal table with the same indexes. */
const bareUpsert = (calendar: string, user: string) => `
  insert into public.bare_events (calendar_id, user_id, ${list(NAMES)})
  select '${calendar}', '${user}', ${list(NAMES)}
  from jsonb_to_recordset($1::text::jsonb) as r (${
  list(NAMES.map((name) => `${name} ${COLUMNS[name]}`))
})
  on conflict (calendar_id, id) do update set ${
  list(NAMES.slice(1).map((name) => `${name} = excluded.${name}`))
}`;

async function measurePages(sql: postgres.Sql): Promise<Figure[]> {
  const query: Query = async (text, params) => await sql.unsafe(text, params as never[]) as never;
  const m = mirrorCalls(query);
  await sql.unsafe("create table public.bare_events (like public.google_events including all)");
  const rates = { bareNew: [], bareAgain: [], newRows: [], again: [] } as Record<string, number[]>;
  for (let round = 0; round < ROUNDS; round++) {
    const calendar = await m.mirrored();
    const bare = bareUpsert(calendar.id, calendar.user);
    for (const name of ["bareNew", "bareAgain"]) {
      rates[name]!.push(await rowsPerSecond((json) => sql.unsafe(bare, [json])));
    }
    for (const name of ["newRows", "again"]) {
      await m.begin(calendar);
      const held = { calendar_id: calendar.id, lease: calendar.lease };
      const [{ rebuild }] = await m.call("start_rebuild", {
        ...held,
        parameters: 1,
        reason: name === "newRows" ? "first" : "parameters",
      }) as [{ rebuild: number }];
      rates[name]!.push(
        await rowsPerSecond((json, i) =>
          sql.unsafe(
            `select * from public.google_calendar_apply_page($1, $2, $3, $4::text::jsonb, '[]', $5, 'token')`,
            [calendar.id, calendar.lease, rebuild, json, i === PAGES - 1 ? null : `page ${i}`],
          )
        ),
      );
      await m.end(calendar);
    }
  }
  const ratio = (one: string, other: string) =>
    median(rates[one]!.map((rate, i) => rate / rates[other]![i]!));
  const rate = (name: string, text: string) =>
    peer(text, median(rates[name]!), "rows/s", spread(rates[name]!));
  return [
    rate("bareNew", "bare upsert, new rows"),
    rate("newRows", "apply_page, new rows"),
    atLeast("apply_page / bare upsert, new rows", ratio("newRows", "bareNew"), 0.8),
    rate("bareAgain", "bare upsert, the same rows again"),
    rate("again", "apply_page, unchanged rows"),
    atLeast("apply_page / bare upsert, unchanged rows", ratio("again", "bareAgain"), 1.5),
  ];
}

async function measureWeek(sql: postgres.Sql): Promise<Figure[]> {
  const query: Query = async (text, params) => await sql.unsafe(text, params as never[]) as never;
  const m = mirrorCalls(query);
  let last = await m.mirrored();
  for (let user = 0; user < USERS; user++) {
    last = await m.mirrored();
    await sql.unsafe(
      `insert into public.google_events
         (calendar_id, user_id, id, ical_uid, status, starts_at, ends_at, all_day, summary, busy)
       select $1, $2, 'e' || i, 'e' || i, 'confirmed', t, t + interval '1 hour', false, 'Lecture', true
       from generate_series(1, ${ROWS_EACH}) i, lateral (select now() + (i - 2000) * interval '30 minutes' as t) x`,
      [last.id, last.user],
    );
  }
  await sql.unsafe("analyze public.google_events");
  const times: number[] = [];
  await sql.begin(async (tx) => {
    await tx.unsafe("set local role authenticated");
    await tx.unsafe(
      `set local request.jwt.claims = '{"sub":"${last.user}","role":"authenticated"}'`,
    );
    for (let i = 0; i < 50; i++) {
      const [{ "QUERY PLAN": plan }] = await tx.unsafe(
        `explain (analyze, format json) select * from public.google_events
         where starts_at < now() + interval '7 days' and ends_at > now()`,
      ) as unknown as [{ "QUERY PLAN": { "Execution Time": number }[] }];
      times.push(plan[0]!["Execution Time"]);
    }
  });
  return [
    atMost("a week under RLS, of 1,000,000 rows", median(times), 1, "ms", spread(times)),
  ];
}

export async function measureMirrorRows(): Promise<Figure[]> {
  const { sql, close } = await startPostgres();
  try {
    for (
      const { name } of [...Deno.readDirSync(MIGRATIONS)].sort((a, b) => a.name < b.name ? -1 : 1)
    ) {
      await sql.unsafe(await Deno.readTextFile(`${MIGRATIONS}/${name}`));
    }
    return [...await measurePages(sql), ...await measureWeek(sql)];
  } finally {
    await close();
  }
}
