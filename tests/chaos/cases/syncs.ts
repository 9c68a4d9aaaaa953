/**
 * Syncs that are killed, frozen and told more.
 *
 * @module
 */
import { readMirror } from "../compare.ts";
import { assertMirrorsEqual } from "../equal.ts";
import { settle, tick } from "../rounds.ts";
import { assertTokenIsOld } from "../settled.ts";
import { assert } from "@std/assert";
import {
  adas,
  add,
  arrive,
  arrived,
  type Case,
  LAST_AWAIT,
  LISTED,
  remove,
  rename,
  summary,
  sync,
  whileFrozen,
} from "./tools.ts";

export const SYNCS: Case[] = [
  {
    name: "a sync that is killed at any await loses no change",
    async run(world) {
      for (let at = 0; at <= LAST_AWAIT; at++) {
        await arrive(world);
        await world.ground.instances.arm("push", { kind: "kill", at });
        await add(world, 20, { summary: summary(`killed at ${at}`) });
        await settle(world);
        await world.ground.instances.thaw();
        assert(await assertTokenIsOld(world, adas(world)));
        await world.advance(301);
        await tick(world);
        await settle(world);
        await assertTokenIsOld(world, adas(world));
        if (at > 0) await assertMirrorsEqual(world);
      }
      await sync(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "a change that is told while a sync reads is read too, without waiting for a check",
    async run(world) {
      await arrive(world);
      await whileFrozen(world, LISTED, () => add(world), async () => {
        await add(world, 11);
        await world.google.pushes.settle();
      });
      await arrived(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "a series that is deleted takes its occurrences along",
    async run(world) {
      const id = await add(world, 1, { recurrence: ["RRULE:FREQ=DAILY;COUNT=5"] });
      await arrive(world);
      await remove(world, id);
      await arrived(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "a sync that wakes after its lease has ended writes nothing",
    async run(world) {
      await arrive(world);
      await whileFrozen(world, LISTED, () => add(world), () => world.advance(61));
      await settle(world);
      await world.written.check(world.sql);
      await world.advance(301);
      await sync(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "an occurrence whose change was undone is as its series says, although that is older",
    async run(world) {
      const id = await add(world, 1, { recurrence: ["RRULE:FREQ=DAILY;COUNT=5"] });
      await arrive(world);
      const { member, googleId } = adas(world);
      const mirrored = await readMirror(world, adas(world));
      const { id: occurrence } = mirrored!.rows.find(({ series_id }) => series_id === id)!;
      await rename(world, occurrence, "changed");
      await arrive(world);
      world.google.undoException(member.email, occurrence, googleId);
      await arrived(world);
      await assertMirrorsEqual(world);
    },
  },
];
