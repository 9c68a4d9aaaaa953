/** Each rule of the mirror by its sharpest known test: see `cases.ts`, and `mutants_test.ts` for their proof. */
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { CASES } from "./cases.ts";
import { SHORT_PAGE, startGround } from "./ground.ts";
import { settleIn } from "./rounds.ts";
import { startWorld } from "./world.ts";

const ground = await startGround({ page: SHORT_PAGE });
const world = await startWorld(ground);
await settleIn(world);

// The world's own timers outlive a test.
const lasting = { sanitizeOps: false, sanitizeResources: false };
for (const { name, run } of CASES) Deno.test({ name, ...lasting, fn: () => run(world) });

closeAtEnd({
  async close() {
    await world.close();
    await ground.close();
  },
});
