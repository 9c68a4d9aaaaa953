/**
 * Windows that move on.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { assertEqualMirror, readMirror } from "../compare.ts";
import { assertMirrorsEqual } from "../equal.ts";
import { tick } from "../rounds.ts";
import type { World } from "../world.ts";
import {
  adas,
  add,
  arrive,
  arrived,
  BEFORE_AGAIN,
  type Case,
  DAY_MS,
  DAY_S,
  frozen,
  LISTED,
  rename,
  sync,
  times,
  unheard,
} from "./tools.ts";

/** Passes so much time that every window has to move. Somebody looks, so that no calendar falls asleep. */
async function pass(world: World): Promise<void> {
  await world.advance(40 * DAY_S);
  for (const { user } of world.members) {
    await world.sql("select public.google_calendar_refresh_mirrors($1)", [user.id]);
  }
}

export const WINDOWS: Case[] = [
  {
    name: "an empty page is not the last",
    async run(world) {
      await arrive(world);
      const { googleId } = adas(world);
      const before = await readMirror(world, adas(world));
      await pass(world);
      world.google.setSync({ ragged_pages: true }, googleId);
      await sync(world);
      world.google.setSync({ ragged_pages: false }, googleId);
      await sync(world);
      const after = await readMirror(world, adas(world));
      assert(after!.mirrored_until! > before!.mirrored_until!, "the window has not moved");
      assertEqualMirror(world, adas(world), after!);
    },
  },
  {
    name: "a sync that pauses while another moves the window goes on with the new end",
    async run(world) {
      const id = await add(world, 1, { recurrence: ["RRULE:FREQ=DAILY"] });
      await arrive(world);
      const { instances } = world.ground;
      const { freeze } = await instances.struck();
      await instances.arm("push", { kind: "freeze", at: [LISTED, BEFORE_AGAIN] });
      await add(world, 2);
      await frozen(world, freeze + 1);
      await add(world, 3);
      await world.google.pushes.settle();
      await instances.thaw();
      await frozen(world, freeze + 2);
      const before = await readMirror(world, adas(world));
      await pass(world);
      await tick(world);
      const moved = await readMirror(world, adas(world));
      assert(moved!.mirrored_until! > before!.mirrored_until!, "the window has not moved");
      await unheard(world, () => rename(world, id, "changed in the pause"));
      await instances.thaw();
      await arrived(world);
      // On a busy machine its time may be over: the next tick then reads the rest.
      await tick(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "a calendar in a new zone has the whole days that the zone moves over an end of its time",
    async run(world) {
      const kept = adas(world);
      const { start } = times(world, -40);
      const first = Date.parse(start.dateTime);
      const day = (at: number) => ({ date: new Date(at).toISOString().slice(0, 10) });
      await add(world, 0, {
        start: day(first),
        end: day(first + DAY_MS),
        recurrence: ["RRULE:FREQ=DAILY"],
      });
      await arrive(world);
      // Their midnights are 24 hours apart, so whatever the hour, one day moves.
      const [west, east] = ["Pacific/Honolulu", "Pacific/Kiritimati"] as const;
      for (const time_zone of [west, east, west]) {
        world.google.changeCalendar(kept.googleId, { time_zone });
        kept.zone = time_zone;
        await add(world, 2);
        await arrive(world);
        const mirrored = await readMirror(world, kept);
        assertEquals([mirrored!.time_zone, mirrored!.unread], [time_zone, false]);
        await assertMirrorsEqual(world);
      }
    },
  },
];
