/**
 * Reads what the mirror holds of a calendar in one statement, and compares it with Google's store.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { ExpectedRow, ExpectedSeries } from "../../local/google/mod.ts";
import { queryNumber } from "../../supabase/functions/_shared/mirror/queries.ts";
import type { Kept } from "./people.ts";
import type { World } from "./world.ts";

export interface Mirrored {
  id: string;
  status: string;
  reason: string | null;
  version: number;
  mirrored_from: string | null;
  mirrored_until: string | null;
  connection: string;
  phase: "list" | "window" | "live" | "snapshot";
  rebuild: number;
  sync_token: string | null;
  syncs: number;
  refused: number;
  time_zone: string;
  /** Whether everything is to be read again, or is being read. */
  unread: boolean;
  rows: ExpectedRow[];
  series: ExpectedSeries[];
}

const READ = `
  select g.id, g.status, g.reason, g.version::double precision as version, g.mirrored_from, g.mirrored_until,
    c.status as connection, y.phase, y.rebuild::double precision as rebuild, y.sync_token,
    y.syncs::double precision as syncs, y.refused,
    g.time_zone, y.phase in ('list', 'window') or y.rebuild_until is not null
      or y.parameters <> ${queryNumber({ timesOnly: false })} + y.times_only::integer as unread,
    coalesce((select jsonb_agg(to_jsonb(e) - 'calendar_id' - 'user_id' order by e.id collate "C")
      from public.google_events e where e.calendar_id = g.id), '[]') as rows,
    coalesce((select jsonb_agg(to_jsonb(s) - 'calendar_id' - 'user_id' order by s.id collate "C")
      from public.google_series s where s.calendar_id = g.id), '[]') as series
  from public.google_calendars g
  join google_calendar.mirror_syncs y on y.calendar_id = g.id
  join public.google_connections c on c.account_id = g.account_id
  where g.user_id = $1 and g.google_calendar_id = $2`;

const TIMES = ["original_start", "starts_at", "ends_at", "created_at", "updated_at"];

/** Times as the oracle writes them. */
function written<Row>(row: Row): Row {
  const entries = Object.entries(row as Record<string, unknown>).map(([name, value]) => [
    name,
    TIMES.includes(name) && value ? new Date(value as string).toISOString() : value,
  ]);
  return Object.fromEntries(entries) as Row;
}

/** What the mirror holds; undefined if the calendar is not mirrored. */
export async function readMirror({ sql }: World, kept: Kept): Promise<Mirrored | undefined> {
  const [found] = await sql<Mirrored>(READ, [kept.member.user.id, kept.googleId]);
  if (!found) return undefined;
  const time = (value: unknown) => value ? new Date(value as string).toISOString() : null;
  return {
    ...found,
    mirrored_from: time(found.mirrored_from),
    mirrored_until: time(found.mirrored_until),
    rows: found.rows.map(written),
    series: found.series.map(written),
  };
}

const HOUR_MS = 3_600_000;
/** Two zones are at most so far apart. */
const ZONES_MS = 27 * HOUR_MS;

/**
 * Whether a row says something about the mirror. A calendar's new zone moves its whole days, some of them
 * across an end of the mirrored time: those say nothing until the zone is known here and everything was read
 * in it.
 */
function counts({ zone }: Kept, mirrored: Mirrored) {
  const { mirrored_from, mirrored_until, time_zone, unread } = mirrored;
  const isZoneRead = zone === undefined || (time_zone === zone && !unread);
  const apart = (one: string, other: string) => Math.abs(Date.parse(one) - Date.parse(other));
  return (row: Pick<ExpectedRow, "all_day" | "starts_at" | "ends_at">): boolean =>
    isZoneRead || !row.all_day || (apart(row.ends_at, mirrored_from!) > ZONES_MS &&
      apart(row.starts_at, mirrored_until!) > ZONES_MS);
}

/**
 * What the mirror must hold by what Google has now, and what it holds. Without the rows that say nothing, on
 * either side: one that is far from an end in one zone may be near it in the other.
 */
export function bothSides(
  { google }: World,
  kept: Kept,
  mirrored: Mirrored,
): { expected: ExpectedRow[]; rows: ExpectedRow[] } {
  const { mirrored_from, mirrored_until, rows } = mirrored;
  const expected = google.expected(
    kept.member.email,
    kept.googleId,
    mirrored_from!,
    mirrored_until!,
  );
  const says = counts(kept, mirrored);
  const silent = new Set([...expected, ...rows].filter((row) => !says(row)).map(({ id }) => id));
  const telling = ({ id }: ExpectedRow) => !silent.has(id);
  return { expected: expected.filter(telling), rows: rows.filter(telling) };
}

/** Fails unless every column of every row is as Google's store says. */
export function assertEqualMirror(world: World, kept: Kept, mirrored: Mirrored): void {
  // A calendar without sync tokens is read until the end of its window, and without its series.
  const isWhole = mirrored.phase === "live";
  const inReach = ({ starts_at }: ExpectedRow) => isWhole || starts_at < mirrored.mirrored_until!;
  const sides = bothSides(world, kept, mirrored);
  const rows = new Map(sides.rows.filter(inReach).map((row) => [row.id, row]));
  const expected = sides.expected.filter(inReach);
  const missing = expected.filter(({ id }) => !rows.has(id)).map(({ id }) => id);
  const ids = new Set(expected.map(({ id }) => id));
  const ghosts = [...rows.keys()].filter((id) => !ids.has(id));
  assertEquals({ missing, ghosts }, { missing: [], ghosts: [] }, `${kept.name}: rows`);
  for (const row of expected) assertEquals(rows.get(row.id), row, `${kept.name}: ${row.id}`);
  if (!isWhole) return;
  const series = world.google.expectedSeries(
    kept.member.email,
    kept.googleId,
    mirrored.mirrored_from!,
    mirrored.mirrored_until!,
  );
  const withRow = new Set(mirrored.rows.map(({ series_id }) => series_id));
  assertEquals(
    mirrored.series.filter(({ id }) => withRow.has(id)),
    series,
    `${kept.name}: series`,
  );
  // The others go on after the mirrored time, or all their occurrences in it are cancelled.
  const known = new Set(
    world.google.events(kept.member.email, kept.googleId)
      .filter(({ status, recurrence }) => status !== "cancelled" && recurrence)
      .map(({ id }) => id),
  );
  const ended = mirrored.series.filter(({ id }) => !withRow.has(id) && !known.has(id));
  assertEquals(ended, [], `${kept.name}: series that Google has deleted`);
}
