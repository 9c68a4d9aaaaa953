/**
 * Rounds of `sync-calendars`, and the quiet after which the mirror must equal Google.
 *
 * @module
 */
import { assert } from "@std/assert";
import { debug } from "./report.ts";
import type { World } from "./world.ts";

/** What a run answers. */
export interface Run {
  synced: number;
  rebuilt: number;
  pages: number;
  renewed: number;
  needs_reconnect: number;
  failed: number;
  left: number;
}

/** One run, as pg_cron asks for it. Undefined if the instance died or a fault ended it. */
export async function tick({ ground }: World): Promise<Run | undefined> {
  try {
    const response = await fetch(`${ground.gateway.url}/functions/v1/sync-calendars`, {
      method: "POST",
      headers: { apikey: ground.secrets.keys.secretKey },
    });
    const text = await response.text();
    return response.ok ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Waits until every push that is due was answered and no instance works. */
export async function settle({ google, ground }: World): Promise<void> {
  for (let i = 0; i < 3; i++) {
    debug("settle");
    await google.pushes.settle();
    debug("idle");
    await ground.instances.idle();
  }
  debug("settled");
}

const HOUR = 3600;
/** A calendar with push is checked after 24 hours, a quarter more at most. */
const ALL_CHECKED = 30.1 * HOUR;

/** Has somebody look at what is not synced by itself: what fell asleep, or could not be read. */
async function look({ sql, members }: World): Promise<void> {
  for (const { user } of members) {
    await sql(
      `select public.google_calendar_refresh_mirrors($1)
       where exists (select from public.google_calendars where user_id = $1 and status in ('failed', 'paused'))`,
      [user.id],
    );
  }
}

/** After the faults: the clock moves until everything is due, and then there are two rounds, no more. */
export async function quiesce(world: World): Promise<void> {
  await settle(world);
  await world.advance(ALL_CHECKED);
  await look(world);
  await settle(world);
  for (let round = 0; round < 2; round++) {
    const run = await tick(world);
    assert(run, "a run without faults has no answer");
    await settle(world);
    // An early notice, or the catching up of a new channel.
    await world.advance(20);
  }
  await settle(world);
}

/** Reads every calendar for the first time, opens its channel, and reads what changed in that time. */
export async function settleIn(world: World): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await tick(world);
    await settle(world);
    await world.advance(3);
  }
}

/** Channels by their place: those of the database that count, and whether Google has them. */
export async function assertChannels({ sql, google }: World): Promise<void> {
  const rows = await sql<{ id: string; state: string; calendar_id: string }>(
    `select c.id, c.state, c.calendar_id from google_calendar.mirror_channels c
     where c.state <> 'closing' and c.expires_at > google_calendar.chaos_now()`,
  );
  for (const [calendar, channels] of Map.groupBy(rows, ({ calendar_id }) => calendar_id)) {
    assert(channels.length <= 2, `${channels.length} live channels of calendar ${calendar}`);
  }
  const known = new Map(google.channels().map((channel) => [channel.id, channel.state]));
  for (const { id, state } of rows.filter((row) => row.state === "open")) {
    assert(
      known.get(id) === "open",
      `channel ${id} is ${state} here and ${known.get(id)} at Google`,
    );
  }
}
