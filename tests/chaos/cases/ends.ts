/**
 * Connections that end.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { assertEqualMirror, readMirror } from "../compare.ts";
import { disconnect } from "../connections.ts";
import { tick } from "../rounds.ts";
import { reconnect } from "../steps/ends.ts";
import {
  adas,
  add,
  arrive,
  type Case,
  DAY_S,
  frozen,
  LISTED,
  settlePushes,
  times,
} from "./tools.ts";

export const ENDS: Case[] = [
  {
    name:
      "after a disconnect Google is not asked for the account, not even by a sync that had its page",
    async run(world) {
      await arrive(world);
      const { member, googleId, hands } = adas(world);
      const { instances } = world.ground;
      const { freeze } = await instances.struck();
      await instances.arm("push", { kind: "freeze", at: LISTED });
      await add(world, 2);
      await frozen(world, freeze + 1);
      member.era++;
      assert(await disconnect(world, member));
      world.google.resetCalls();
      await instances.thaw();
      await settlePushes(world);
      for (let day = 0; day < 3; day++) {
        await hands[0]!.insert(googleId, times(world, 5));
        await arrive(world);
        await world.advance(1.3 * DAY_S);
        await tick(world);
      }
      const places = [googleId, "primary"].map((id) => `/calendars/${encodeURIComponent(id)}/`);
      const asked = world.google.calls.filter(({ path, endpoint }) =>
        endpoint !== "events.insert" && places.some((place) => path.includes(place))
      );
      assertEquals(asked, []);
      await reconnect(world, member);
      await arrive(world);
      await arrive(world);
      const mirrored = await readMirror(world, adas(world));
      assertEquals([mirrored!.status, mirrored!.phase], ["live", "live"]);
      assertEqualMirror(world, adas(world), mirrored!);
    },
  },
];
