/**
 * Channels and pushes.
 *
 * @module
 */
import { readMirror } from "../compare.ts";
import { assertMirrorsEqual } from "../equal.ts";
import { assertChannels, settle, tick } from "../rounds.ts";
import { assert, assertEquals } from "@std/assert";
import { adas, add, arrive, arrived, type Case, DAY_S, sync } from "./tools.ts";

export const CHANNELS: Case[] = [
  {
    name: "a calendar that was asleep gets a channel again",
    async run(world) {
      await arrive(world);
      const { member } = adas(world);
      await world.sql(
        "update auth.users set last_sign_in_at = now() - interval '1 year' where id = $1",
        [member.user.id],
      );
      await sync(world, ", looked_at = google_calendar.chaos_now() - interval '31 days'");
      assertEquals((await readMirror(world, adas(world)))?.reason, "asleep");
      await world.advance(8 * DAY_S);
      await world.sql("select public.google_calendar_refresh_mirrors($1)", [member.user.id]);
      await arrived(world);
      await arrived(world);
      await assertMirrorsEqual(world);
      await world.advance(3);
      await add(world);
      await arrived(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "a channel is open until the next one is",
    async run(world) {
      await world.advance(5.3 * DAY_S);
      await arrive(world);
      const end = world.google.fail("events.watch", { status: 503, body: "", times: null });
      await world.advance(5.3 * DAY_S);
      await tick(world);
      await settle(world);
      end();
      await assertChannels(world);
      const { member } = adas(world);
      const open = world.google.channels().filter(({ email, state }) =>
        email === member.email && state === "open"
      );
      assert(open.length > 0, "nobody tells of Ada's changes");
      await world.advance(8 * 3600);
      await arrived(world);
    },
  },
  {
    name: "a push that the database did not note is sent again",
    async run(world) {
      await arrive(world);
      world.ground.gateway.failDatabase("/rest/v1/rpc/google_calendar_push_received", {
        reset: "before",
        times: 3,
      });
      await add(world);
      // Google repeats it after 1, 2, 4 and 8 seconds.
      for (const seconds of [2, 3, 5, 9]) {
        await settle(world);
        await world.advance(seconds);
      }
      await settle(world);
      await assertMirrorsEqual(world);
    },
  },
];
