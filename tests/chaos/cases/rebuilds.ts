/**
 * Rebuilds.
 *
 * @module
 */
import { readMirror } from "../compare.ts";
import { assertMirrorsEqual } from "../equal.ts";
import { assert, assertEquals } from "@std/assert";
import { adas, add, arrive, arrived, type Case, DAY_S, remove, sync, unheard } from "./tools.ts";

export const REBUILDS: Case[] = [
  {
    name: "what was deleted in the gap after a sync token's end is deleted here",
    async run(world) {
      const id = await add(world);
      await arrive(world);
      await unheard(world, () => remove(world, id));
      world.google.expireSyncTokens();
      await world.advance(2 * DAY_S);
      await sync(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "a rebuild that ends early deletes nothing",
    async run(world) {
      await arrive(world);
      for (let at = 8; at <= 20; at += 4) {
        await world.ground.instances.arm("sync", { kind: "kill", at });
        await sync(world, ", parameters = 77");
        await world.ground.instances.thaw();
        const { pillars } = adas(world);
        const ids = new Set((await readMirror(world, adas(world)))!.rows.map(({ id }) => id));
        for (const id of pillars) assert(ids.has(id), `pillar ${id} is gone`);
        await world.advance(301);
        await sync(world);
      }
      await sync(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "what a former rebuild has met does not count",
    async run(world) {
      const ids: string[] = [];
      for (let i = 0; i < 3; i++) ids.push(await add(world, -5 + i));
      await arrive(world);
      // Its last page was noted, and its end never came.
      await world.ground.gateway.failDatabase("/rest/v1/rpc/google_calendar_finish_rebuild", {
        reset: "before",
        times: 1,
      });
      await sync(world, ", parameters = 77");
      await unheard(world, async () => {
        for (const id of ids) await remove(world, id);
      });
      await world.advance(301);
      await sync(world, ", parameters = 78");
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "a rebuild that dies between its last page and its end is gone on with",
    async run(world) {
      await arrive(world);
      world.ground.gateway.failDatabase("/rest/v1/rpc/google_calendar_finish_rebuild", {
        reset: "before",
        times: 1,
      });
      await sync(world, ", parameters = 77");
      await world.advance(301);
      await sync(world);
      const mirrored = await readMirror(world, adas(world));
      assertEquals(mirrored?.phase, "live");
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "a calendar that loses its sync tokens keeps what starts after its window",
    async run(world) {
      await arrive(world);
      for (let i = 0; i < 2; i++) {
        world.google.expireSyncTokens(adas(world).googleId);
        await sync(world);
      }
      const mirrored = (await readMirror(world, adas(world)))!;
      assertEquals(mirrored.phase, "snapshot");
      const ids = new Set(mirrored.rows.map(({ id }) => id));
      for (const id of adas(world).pillars) assert(ids.has(id), `pillar ${id} is gone`);
      // After a week it is read by sync tokens again.
      await world.advance(8 * DAY_S);
      await sync(world);
      await arrived(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "what a rebuild has met outlives a crash of the database",
    async run({ sql }) {
      const unlogged = await sql(
        `select relname from pg_class where relkind = 'r' and relpersistence <> 'p'
           and relnamespace in ('public'::regnamespace, 'google_calendar'::regnamespace)`,
      );
      assertEquals(unlogged, []);
    },
  },
];
