/**
 * 200 creates at once on a token that has expired: one refresh, whatever it goes through.
 * Runs alone (tests/run.ts): 200 requests at once come near the time limits if other tests run beside them.
 */
import { assert, assertEquals } from "@std/assert";
import { type Fault, faults } from "../../local/google/mod.ts";
import { figure, tally } from "../support/figures.ts";
import { startLoadStack } from "./stack.ts";

const CREATES = 200;
const PROCESSES = 4;
/** A request's own limit, in milliseconds; the answer's way back on a busy machine comes on top. */
const LONGEST_MS = 30_000;

const stack = await startLoadStack(PROCESSES);
const { google, instances } = stack;

/** The stack's connections to the database and its instances outlive a test. */
const test = (name: string, fn: () => Promise<void>) =>
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });

/** All creates at once, spread over the first so many processes. */
async function createAll(processes: number, fault?: Fault) {
  const user = await stack.connectUser();
  await stack.expire(user);
  google.resetCalls();
  const stop = fault ? google.fail("token.refresh", fault) : () => {};
  const started = performance.now();
  const answers = await Promise.all(
    Array.from(
      { length: CREATES },
      (_, i) => stack.create(instances[i % processes]!, user),
    ),
  );
  stop();
  const elapsed = performance.now() - started;
  const refreshes = google.calls.filter((call) => call.endpoint === "token.refresh");
  return {
    user,
    answers,
    elapsed,
    calls: google.calls.length,
    refreshes: refreshes.length,
    successful: refreshes.filter((call) => call.status === 200).length,
    events: google.events(user.email).length,
  };
}

const CASES: [name: string, fault: Fault | undefined, refreshes: number][] = [
  ["on an expired token", undefined, 1],
  ["while the refresh takes 7 seconds", { delay_ms: 7000 }, 1],
  ["while the refresh fails twice first", { ...faults.unavailable, times: 2 }, 3],
];

for (const processes of [1, PROCESSES]) {
  for (const [name, fault, refreshes] of CASES) {
    test(`${CREATES} simultaneous creates ${name}, from ${processes} processes: exactly 1 successful refresh`, async () => {
      const reached = await createAll(processes, fault);
      figure(
        `${reached.successful} successful refresh of ${reached.refreshes} tried, ${reached.events} events, ` +
          `${tally(reached.answers.map(({ status }) => status))}, ${
            Math.round(reached.elapsed)
          } ms`,
      );
      assertEquals(
        reached.answers.filter(({ status }) => status !== 201).map(({ body }) => body.code),
        [],
      );
      assertEquals([reached.successful, reached.refreshes], [1, refreshes]);
      assertEquals(new Set(reached.answers.map(({ body }) => body.id)).size, CREATES);
      assertEquals(reached.events, CREATES);
      assert(reached.elapsed < LONGEST_MS, `${reached.elapsed} ms`);
      const [row] = await stack.sql`
        select grant_version, refresh_lease from google_calendar.users where id = ${reached.user.id}`;
      // One write by the connection, one by the refresh; the lease is given back.
      assertEquals({ ...row }, { grant_version: "1", refresh_lease: null });
    });
  }

  test(`${CREATES} creates on a revoked grant, from ${processes} processes: 1 call to Google`, async () => {
    const reached = await createAll(processes, { ...faults.invalidGrant, times: Infinity });
    const codes = tally(reached.answers.map(({ body }) => body.code));
    figure(`${codes}, ${reached.calls} call to Google, ${Math.round(reached.elapsed)} ms`);
    assertEquals(codes, `${CREATES} x reconnect_required`);
    assertEquals([reached.refreshes, reached.calls, reached.events], [1, 1, 0]);
  });
}

test("50 simultaneous creates with one idempotency key, from 4 processes: 1 event", async () => {
  const user = await stack.connectUser();
  const body = { idempotency_key: crypto.randomUUID() };
  const answers = await Promise.all(
    Array.from(
      { length: 50 },
      (_, i) => stack.create(instances[i % PROCESSES]!, user, body),
    ),
  );
  const ids = new Set(answers.map((answer) => answer.body.id));
  const statuses = tally(answers.map(({ status }) => status).sort());
  figure(
    `${
      google.events(user.email).length
    } event, ${answers.length} answers with ${ids.size} id, ${statuses}`,
  );
  assertEquals(google.events(user.email).map(({ id }) => id), [...ids] as string[]);
  assertEquals(statuses, "49 x 200, 1 x 201");
  assert(answers.every(({ status, body }) => body.replayed === (status === 200)));
});

Deno.test.afterAll(() => stack.close());
