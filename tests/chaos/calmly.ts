/**
 * What must hold while nothing is wrong: each change arrives by one delta, and a rebuild of an unchanged
 * calendar writes nothing.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Random } from "../../local/random.ts";
import { assertEqualMirror, readMirror } from "./compare.ts";
import type { Report } from "./report.ts";
import { settle, tick } from "./rounds.ts";
import { occurrence } from "./steps/occurrences.ts";
import { series } from "./steps/series.ts";
import { single } from "./steps/singles.ts";
import type { World } from "./world.ts";

const CHANGES = 6;
const HOUR = 3600;
const DAY = 24 * HOUR;

/** Changes one thing after the other, moves no clock but past the spacing of syncs, and compares. */
export async function assertPushesSuffice(
  world: World,
  random: Random,
  report: Report,
): Promise<void> {
  // A snapshot reads everything for every push, by design: after a week there are sync tokens again.
  await world.advance(10 * DAY);
  for (let round = 0; round < 2; round++) {
    await tick(world);
    await settle(world);
    await world.advance(20);
  }
  for (let i = 0; i < CHANGES; i++) {
    const kept = random.pick(world.kept);
    await world.advance(3);
    world.google.resetCalls();
    const step = random.pick([single, single, series, occurrence]);
    const stride = { world, random, kept, report, databaseIsSound: () => true };
    const done = await step(stride);
    await settle(world);
    // What is told as a sync ends is left to the next run.
    await tick(world);
    await settle(world);
    if (done === undefined) continue;
    const mirrored = await readMirror(world, kept);
    assert(mirrored?.phase === "live", `${kept.name} is in phase ${mirrored?.phase}`);
    assertEqualMirror(world, kept, mirrored);
    report.count("changes by one delta");
    // A split is two changes, and the second may come while the first is read.
    if (done === "series: split") continue;
    const path = `/calendar/v3/calendars/${encodeURIComponent(kept.googleId)}/events`;
    const lists = world.google.calls.filter((call) => call.method === "GET" && call.path === path);
    assertEquals(lists.length, 1, `lists after ${kept.name} ${done}`);
  }
}

interface Stored {
  version: number;
  rows: unknown[];
}

/** The rows as they are stored: a row that was written again has another place. */
async function stored({ sql }: World): Promise<Stored[]> {
  return await sql<Stored>(
    `select g.version::double precision as version, (
       select coalesce(jsonb_agg(array[e.id, e.ctid::text, e.xmin::text] order by e.id), '[]')
       from public.google_events e where e.calendar_id = g.id
     ) as rows
     from public.google_calendars g order by g.id`,
  );
}

/** Has every calendar read again from the beginning, for a reason. */
async function rebuild({ sql, ...world }: World, because: () => unknown): Promise<number> {
  await because();
  await sql("update google_calendar.mirror_syncs set due_at = google_calendar.chaos_now()");
  const rebuilds = async () => {
    const [row] = await sql<{ sum: number }>(
      "select sum(rebuild)::integer as sum from google_calendar.mirror_syncs",
    );
    return row!.sum;
  };
  const before = await rebuilds();
  const run = await tick({ sql, ...world });
  assertEquals(run?.failed, 0, JSON.stringify(run));
  await settle({ sql, ...world });
  return await rebuilds() - before;
}

/** Ends all sync tokens, has everything read again, and fails if a row was written. */
export async function assertRebuildIsQuiet(world: World): Promise<void> {
  const { sql, google, kept } = world;
  // A window begins and ends at a full hour. In the first minutes of one, two rebuilds have the same.
  await world.advance(HOUR - (world.now() / 1000) % HOUR + 5);
  await settle(world);
  await rebuild(world, () => sql("update google_calendar.mirror_syncs set parameters = 77"));
  const before = await stored(world);
  const rebuilds = await rebuild(world, () => google.expireSyncTokens());
  assertEquals(rebuilds, kept.length, "rebuilds");
  assertEquals(await stored(world), before, "a rebuild of unchanged calendars has written rows");
}
