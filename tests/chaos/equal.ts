/**
 * Fails unless every calendar of a world is live and equal to Google, column by column.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { assertEqualMirror, readMirror } from "./compare.ts";
import type { World } from "./world.ts";

export async function assertMirrorsEqual(world: World): Promise<void> {
  for (const kept of world.kept) {
    const mirrored = await readMirror(world, kept);
    assert(mirrored, `${kept.name} is not mirrored`);
    const { status, reason, connection } = mirrored;
    assertEquals({ status, reason, connection }, {
      status: "live",
      reason: null,
      connection: "connected",
    }, kept.name);
    assertEqualMirror(world, kept, mirrored);
  }
}
