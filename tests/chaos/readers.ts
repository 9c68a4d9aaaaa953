/**
 * Readers: each user reads their own mirror through the data API, in one statement, again and again. An
 * event that was seen, and that nobody has touched, is seen by every later reader.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Kept, Member } from "./people.ts";
import type { World } from "./world.ts";

interface Sample {
  google_calendar_id: string;
  status: string;
  mirrored_from: string | null;
  mirrored_until: string | null;
  google_events: { id: string; user_id: string; series_id: string | null; ends_at: string }[];
}

interface Memory {
  era: number;
  rows: Map<string, { series_id: string | null; ends_at: string }>;
  live: boolean;
}

export class Readers {
  readonly #world: World;
  readonly #memories = new Map<Kept, Memory>();
  samples = 0;

  constructor(world: World) {
    this.#world = world;
  }

  async #read({ user }: Member): Promise<Sample[]> {
    const { project, ground } = this.#world;
    const path =
      "/rest/v1/google_calendars?select=google_calendar_id,status,mirrored_from,mirrored_until," +
      "google_events(id,user_id,series_id,ends_at)";
    const response = await project(
      new Request(ground.gateway.url + path, {
        headers: {
          apikey: ground.secrets.keys.publishableKey,
          authorization: `Bearer ${user.access_token}`,
        },
      }),
    );
    assertEquals(response.status, 200);
    return await response.json();
  }

  /** Reads as a member, and fails if something is missing that must be there. */
  async sample(member: Member): Promise<void> {
    const { era } = member;
    const samples = await this.#read(member);
    this.samples++;
    // It ended while it was read.
    if (member.era !== era) return;
    for (const kept of this.#world.kept.filter((each) => each.member === member)) {
      const found = samples.find(({ google_calendar_id }) => google_calendar_id === kept.googleId);
      if (found) this.#check(kept, found);
    }
  }

  #check(kept: Kept, sample: Sample): void {
    const { member, touched, pillars, name } = kept;
    let memory = this.#memories.get(kept);
    if (memory?.era !== member.era || sample.status === "failed" || !kept.shared) {
      memory = { era: member.era, rows: new Map(), live: false };
      this.#memories.set(kept, memory);
    }
    const ids = new Set(sample.google_events.map(({ id }) => id));
    const from = Date.parse(sample.mirrored_from ?? "");
    for (const [id, { series_id, ends_at }] of memory.rows) {
      const may = touched.has(id) || touched.has(series_id ?? "") || !(Date.parse(ends_at) > from);
      if (may) memory.rows.delete(id);
      else {
        assert(
          ids.has(id),
          `${name}: ${id}, until ${ends_at}, was seen, nobody touched it, and it is gone: ` +
            `${sample.status}, ${sample.mirrored_from} - ${sample.mirrored_until}`,
        );
      }
    }
    memory.live ||= sample.status === "live";
    if (memory.live) {
      for (const id of pillars) assert(ids.has(id), `${name}: pillar ${id} is missing`);
    }
    for (const { id, user_id, ...row } of sample.google_events) {
      assertEquals(user_id, member.user.id, "somebody else's row is readable");
      memory.rows.set(id, row);
    }
  }
}
