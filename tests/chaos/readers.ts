/**
 * Readers: each user reads their own mirror through the data API, in one statement, again and again. An
 * event that was seen, and that nobody has touched, is seen by every later reader. Nobody else reads any of it.
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

  /** Reads as a user, or with the publishable key alone. */
  #fetch(path: string, as?: Member): Promise<Response> {
    const { project, ground } = this.#world;
    const headers = {
      apikey: ground.secrets.keys.publishableKey,
      ...as && { authorization: `Bearer ${as.user.access_token}` },
    };
    return project(new Request(`${ground.gateway.url}/rest/v1/${path}`, { headers }));
  }

  async #read(member: Member): Promise<Sample[]> {
    const response = await this.#fetch(
      "google_calendars?select=google_calendar_id,status,mirrored_from,mirrored_until," +
        "google_events(id,user_id,series_id,ends_at)",
      member,
    );
    assertEquals(response.status, 200);
    return await response.json();
  }

  /** Fails if anybody but the member reads a row of theirs. */
  async #assertPrivate(member: Member): Promise<void> {
    const others = this.#world.members.filter((each) => each !== member);
    for (const table of ["google_calendars", "google_events", "google_series"]) {
      const path = `${table}?user_id=eq.${member.user.id}&select=user_id&limit=1`;
      for (const other of others) {
        const response = await this.#fetch(path, other);
        const found = [response.status, await response.json()];
        assertEquals(found, [200, []], `${other.email} reads ${table} of ${member.email}`);
      }
      const { status, ...response } = await this.#anonymous(path);
      assertEquals([status, response.code], [401, "42501"], `anybody reads ${table}`);
    }
  }

  async #anonymous(path: string): Promise<{ status: number; code?: string }> {
    const response = await this.#fetch(path);
    return { status: response.status, code: (await response.json()).code };
  }

  /** Reads as a member, and fails if something is missing that must be there. */
  async sample(member: Member): Promise<void> {
    const { era } = member;
    const samples = await this.#read(member);
    this.samples++;
    await this.#assertPrivate(member);
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
