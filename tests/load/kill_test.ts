/**
 * Instances are killed again and again while they create events, and callers try again with the same
 * key: every event exists exactly once.
 */
import { assert, assertEquals } from "@std/assert";
import { figure } from "../support/figures.ts";
import { randomFrom } from "../../local/random.ts";
import { type LoadUser, startLoadStack } from "./stack.ts";

/** `deno task test:long` creates more. */
const EVENTS = Number(Deno.env.get("KILL_EVENTS") ?? 100);
const USERS = 5;
/** Creates under way at once. */
const LANES = 10;
/** After so many requests, an instance is killed in the middle of what it does. */
const REQUESTS_PER_KILL = 20;
/** A caller that meets a dead instance waits this long, and tries again. */
const PAUSE_MS = 50;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

Deno.test(`${EVENTS} events exist exactly once, although the instances that create them are killed`, async () => {
  const stack = await startLoadStack(2);
  const { google, instances } = stack;
  try {
    const users: LoadUser[] = [];
    for (let i = 0; i < USERS; i++) users.push(await stack.connectUser());
    const random = randomFrom(1);
    let kills = 0;
    let lost = 0;
    let requests = 0;
    let restarting = Promise.resolve();
    const ids = new Map<string, string>();
    const waiting = Array.from(
      { length: EVENTS },
      (_, i) => ({ key: `key-${i}`, user: users[i % USERS]! }),
    );
    const lane = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { key, user } = next;
        while (!ids.has(key)) {
          if (++requests % REQUESTS_PER_KILL === 0) {
            restarting = restarting.then(() => stack.restart(kills++ % instances.length));
          }
          const answer = await stack.create(random.pick(instances), user, { idempotency_key: key })
            .catch(() => undefined);
          if (answer && answer.status < 300) ids.set(key, answer.body.id!);
          else {
            lost++;
            assert(!answer || answer.status >= 500, JSON.stringify(answer));
            await pause(PAUSE_MS);
          }
        }
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    await restarting;

    const found = users.flatMap(({ email }) => google.events(email));
    figure(
      `${EVENTS} events, ${kills} kills, ${lost} requests without an answer: ${found.length} events exist`,
    );
    assert(kills >= EVENTS / REQUESTS_PER_KILL, `${kills} kills`);
    assertEquals(found.map(({ id }) => id).sort(), [...ids.values()].sort());
    assertEquals(found.length, EVENTS);
  } finally {
    await stack.close();
  }
});
