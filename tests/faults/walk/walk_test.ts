/**
 * Random walks. `WALK_SEEDS=7,8 WALK_STEPS=1000` walks others, or again what failed: the seed stands in
 * the test's name.
 */
import { figure } from "../../support/figures.ts";
import { closeGround, startGround, walkersOf } from "./ground.ts";
import { randomFrom } from "../../../local/random.ts";
import { startWalk } from "./walk.ts";

const SEEDS = (Deno.env.get("WALK_SEEDS") ?? "1,2,3,4,5,6,7,8,9,10").split(",").map(Number);
const STEPS = Number(Deno.env.get("WALK_STEPS") ?? 40);
const USERS = 20;
const SPARE_ACCOUNTS = 4;

const walks = SEEDS.map((seed) => ({
  seed,
  people: walkersOf(`${seed}`, USERS + SPARE_ACCOUNTS),
}));
const scenario = await startGround(walks.flatMap(({ people }) => people));

for (const { seed, people } of walks) {
  Deno.test(`seed ${seed}: after each of ${STEPS} random steps, model, database and Google agree`, async () => {
    const emails = people.map(({ email }) => email);
    const users = [];
    for (const email of emails.slice(0, USERS)) {
      users.push(await scenario.stack.createUser({ google: { email } }));
    }
    const walk = startWalk(scenario, users, emails.slice(USERS), randomFrom(seed));
    const trace: string[] = [];
    try {
      for (let i = 0; i < STEPS; i++) {
        trace.push(await walk.step());
        await walk.agree();
      }
    } catch (error) {
      throw new Error(
        `Seed ${seed} fails at step ${trace.length}. The last steps:\n${
          trace.slice(-12).join("\n")
        }`,
        { cause: error },
      );
    }
    const held = Object.entries(walk.outcomes).map(([name, count]) => `${count} ${name}`);
    figure(
      `seed ${seed}: ${STEPS} steps by ${USERS} users, no disagreement; held: ${held.join(", ")}`,
    );
  });
}

closeGround(scenario);
