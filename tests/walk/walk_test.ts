/**
 * Random walks. `WALK_SEEDS=7,8 WALK_STEPS=1000` walks others, or again what failed: the seed stands in
 * the test's name.
 */
import type { Person } from "../../local/google/mod.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { captureLogs } from "../support/logs.ts";
import { startScenario } from "../support/scenario.ts";
import { figure } from "../support/figures.ts";
import { watchCalls } from "./hold.ts";
import { randomFrom } from "./random.ts";
import { startWalk } from "./walk.ts";

const SEEDS = (Deno.env.get("WALK_SEEDS") ?? "1,2,3,4,5,6,7,8,9,10").split(",").map(Number);
const STEPS = Number(Deno.env.get("WALK_STEPS") ?? 100);
const USERS = 20;
const SPARE_ACCOUNTS = 4;

const people = SEEDS.map((seed) =>
  Array.from({ length: USERS + SPARE_ACCOUNTS }, (_, i): Person => ({
    sub: `${300_000_000_000 + seed * 100 + i}`,
    email: `walker-${seed}-${i}@example.com`,
    name: `Walker ${i}`,
    time_zone: "Europe/London",
  }))
);
captureLogs();
const scenario = await startScenario({ people: people.flat() });
// Walkers connect more often than people do.
const BUDGETS = ["USER_CALLS_PER_MINUTE", "USER_CONNECTS_PER_HOUR"];
for (const budget of BUDGETS) Deno.env.set(budget, "1000000");
const unwatch = watchCalls(scenario.stack.google.url);

SEEDS.forEach((seed, index) => {
  Deno.test(`seed ${seed}: after each of ${STEPS} random steps, model, database and Google agree`, async () => {
    const emails = people[index].map(({ email }) => email);
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
    figure(`seed ${seed}: ${STEPS} steps by ${USERS} users, no disagreement`);
  });
});

closeAtEnd({
  async close() {
    unwatch();
    for (const budget of BUDGETS) Deno.env.delete(budget);
    await scenario.stack.close();
  },
});
