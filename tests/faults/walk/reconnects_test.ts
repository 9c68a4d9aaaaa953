/**
 * A request is carried out in the Google account that it began in, or not at all, however often its
 * user connects another account meanwhile. `RECONNECTS=1000` for as many.
 */
import { figure } from "../../support/figures.ts";
import { closeGround, startGround, walkersOf } from "./ground.ts";
import { randomFrom } from "../../../local/random.ts";
import { startWalk } from "./walk.ts";

const RECONNECTS = Number(Deno.env.get("RECONNECTS") ?? 60);
const USERS = 4;
const SPARE_ACCOUNTS = 8;

const people = walkersOf("reconnecting", USERS + SPARE_ACCOUNTS);
const scenario = await startGround(people);

Deno.test(`${RECONNECTS} reconnects while a request is in flight: no call in a wrong account`, async () => {
  const emails = people.map(({ email }) => email);
  const users = [];
  for (const email of emails.slice(0, USERS)) {
    users.push(await scenario.stack.createUser({ google: { email } }));
  }
  const walk = startWalk(scenario, users, emails.slice(USERS), randomFrom(RECONNECTS));
  let held = 0;
  while (walk.changes < RECONNECTS) {
    // Somebody who is not connected yet is connected by the first of these.
    await walk.held({ meanwhile: "connectOther" });
    await walk.agree();
    held++;
  }
  const outcomes = Object.entries(walk.outcomes).map(([name, count]) => `${count} ${name}`);
  figure(`${held} requests held, ${outcomes.join(", ")}; 0 calls in a wrong account`);
});

closeGround(scenario);
