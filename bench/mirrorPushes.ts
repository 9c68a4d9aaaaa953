/**
 * How long a change at Google takes until its row is there, with a part of the stand-ins' own time beside
 * it: one call of the emulator, and two bare calls of the database.
 *
 * @module
 */
import { handOf } from "../tests/chaos/hand.ts";
import { startGround } from "../tests/chaos/ground.ts";
import { settle, settleIn } from "../tests/chaos/rounds.ts";
import { startWorld } from "../tests/chaos/world.ts";
import { startShared } from "../tests/support/shared.ts";
import { SERVER } from "../tests/support/serverCopy.ts";
import { atMost, type Figure, peer } from "./table.ts";

const CHANGES = 100;

const share = (values: number[], part: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))]!;

export async function measureMirrorPushes(): Promise<Figure[]> {
  const shared = await startShared();
  const before = Deno.env.get(SERVER);
  Deno.env.set(SERVER, shared.env[SERVER] ?? before!);
  const ground = await startGround();
  const world = await startWorld(ground);
  try {
    await settleIn(world);
    const { google, sql } = world;
    const [ada] = world.kept;
    const hand = handOf(google, ada!.member.email);
    const id = (await hand.insert(ada!.googleId, {
      summary: "0",
      start: { dateTime: new Date(world.now() + 86_400_000).toISOString(), timeZone: "UTC" },
      end: { dateTime: new Date(world.now() + 90_000_000).toISOString(), timeZone: "UTC" },
    })).id!;
    const waits: number[] = [];
    const floors: number[] = [];
    for (let i = 1; i <= CHANGES; i++) {
      await settle(world);
      await world.advance(3);
      const floor = performance.now();
      await sql("select 1");
      await hand.patch(ada!.googleId, id, { summary: `floor ${i}`, status: "confirmed" });
      await sql("select 1");
      floors.push(performance.now() - floor);
      await settle(world);
      await world.advance(3);
      await hand.patch(ada!.googleId, id, { summary: `change ${i}` });
      const started = performance.now();
      for (;;) {
        const [row] = await sql<{ summary: string }>(
          "select summary from public.google_events where id = $1 and user_id = $2",
          [id, ada!.member.user.id],
        );
        if (row?.summary === `change ${i}`) break;
        await new Promise((done) => setTimeout(done, 1));
      }
      waits.push(performance.now() - started);
    }
    const floor = share(floors, 0.5);
    return [
      peer("one call of the emulator and two of the database", floor, "ms"),
      atMost(
        "a change until its row is there, beyond that: p50",
        share(waits, 0.5) - floor,
        30,
        "ms",
      ),
      atMost("the same: p99", share(waits, 0.99) - share(floors, 0.99), 150, "ms"),
    ];
  } finally {
    await world.close();
    await ground.close();
    await shared.close();
    // The server that it names has stopped.
    if (before === undefined) Deno.env.delete(SERVER);
  }
}
