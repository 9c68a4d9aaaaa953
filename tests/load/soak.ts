/**
 * Ten minutes at 20 requests a second: memory stays level, and no lease or state is left behind.
 * `SOAK_MINUTES` changes how long.
 */
import { assert, assertEquals } from "@std/assert";
import { type LoadUser, startLoadStack } from "./stack.ts";
import { figure, tally } from "../support/figures.ts";
import { randomFrom } from "../../local/random.ts";

const MINUTES = Number(Deno.env.get("SOAK_MINUTES") ?? 10);
const REQUESTS_PER_SECOND = 20;
const USERS = 10;
/** Between the warm first part and the last: what a level may vary by. */
const LEVEL = 1.1;

/** What is asked for, as often as it stands here. */
const REQUESTS = [
  ...Array<"create">(12).fill("create"),
  ...["createExpired", "createExpired", "initiate", "connection", "connection"] as const,
];

const quantile = (sorted: number[], q: number) => sorted[Math.floor((sorted.length - 1) * q)]!;
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

Deno.test(`${MINUTES} minutes at ${REQUESTS_PER_SECOND} requests a second leave nothing behind`, async () => {
  const stack = await startLoadStack(2);
  const { instances, sql } = stack;
  try {
    const users: LoadUser[] = [];
    for (let i = 0; i < USERS; i++) users.push(await stack.connectUser());
    const random = randomFrom(1);
    const total = Math.round(MINUTES * 60 * REQUESTS_PER_SECOND);
    const answers: string[] = [];
    const durations: number[] = [];
    const memory: number[] = [];
    let created = 0;

    const request = async () => {
      const [kind, instance, user] = [
        random.pick(REQUESTS),
        random.pick(instances),
        random.pick(users),
      ];
      if (kind === "createExpired") await stack.expire(user);
      const started = performance.now();
      const answer = kind === "initiate"
        ? await stack.initiate(instance, user)
        : kind === "connection"
        ? await stack.connection(instance, user)
        : await stack.create(instance, user);
      durations.push(performance.now() - started);
      if (answer.status === 201) created++;
      answers.push(answer.status < 300 ? "success" : `${answer.status} ${answer.body.code}`);
    };

    const began = performance.now();
    const open: Promise<void>[] = [];
    for (let i = 0; i < total; i++) {
      const due = began + i * 1000 / REQUESTS_PER_SECOND;
      const wait = due - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      open.push(request());
      if (i % (REQUESTS_PER_SECOND * 5) === 0) {
        const bytes = await Promise.all(instances.map((instance) => instance.memory()));
        memory.push(bytes.reduce((sum, value) => sum + value) / 2 ** 20);
      }
    }
    await Promise.all(open);

    const sorted = durations.toSorted((a, b) => a - b);
    const fifth = Math.ceil(memory.length / 5);
    const [warm, last] = [mean(memory.slice(fifth, 2 * fifth)), mean(memory.slice(-fifth))];
    figure(
      `${tally(answers)} in ${Math.round((performance.now() - began) / 1000)} s; ` +
        `median ${Math.round(quantile(sorted, 0.5))} ms, ` +
        `99 % within ${Math.round(quantile(sorted, 0.99))} ms`,
    );
    figure(
      `memory held by both instances: ${warm.toFixed(1)} MiB after a fifth of the time, ` +
        `${last.toFixed(1)} MiB at the end`,
    );
    assertEquals(tally(answers), `${total} x success`);
    assert(last < warm * LEVEL, `memory grew from ${warm} to ${last} MiB`);
    const atGoogle = users.reduce((sum, { email }) => sum + stack.google.events(email).length, 0);
    assertEquals(atGoogle, created);

    const [row] = await sql`select
      (select count(*)::int from google_calendar.users where refresh_lease is not null) as leases,
      (select count(*)::int from google_calendar.oauth_states) as states,
      (select count(*)::int from google_calendar.confirmations) as confirmations`;
    const left = row!;
    figure(`left behind: ${JSON.stringify(left)}; a user's newest 5 states stay until they expire`);
    assertEquals([left.leases, left.confirmations], [0, 0]);
    assert(left.states <= 5 * USERS, `${left.states} states`);
    await sql`update google_calendar.oauth_states set expires_at = clock_timestamp()`;
    await stack.initiate(instances[0]!, users[0]!);
    assertEquals((await sql`select from google_calendar.oauth_states`).length, 1);
  } finally {
    await stack.close();
  }
});
