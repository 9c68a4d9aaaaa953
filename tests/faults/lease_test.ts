/**
 * The lease of a refresh: it outlives the turn that holds it, however slow the database is, and ends.
 */
import { assert, assertEquals } from "@std/assert";
import { LEASE_MS } from "../../supabase/functions/_shared/deadlines.ts";
import { faults } from "../../local/google/mod.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { figure } from "../support/figures.ts";
import { watch } from "../support/invariants.ts";
import { startScenario } from "../support/scenario.ts";

const scenario = await startScenario();
const { stack, call, connect, expireIn, row } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
await connect(ada);

const create = () =>
  call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: {
      summary: "Lecture 5",
      start_datetime: "2026-08-15T09:00:00-07:00",
      end_datetime: "2026-08-15T10:00:00-07:00",
    },
  });

/** How long the lease is held, in milliseconds, by the database's clock; null if it is not. */
async function leaseLeft(): Promise<number | null> {
  const [lease] = await stack.sql<{ left: number | null }>(
    `select extract(epoch from refresh_lease_until - clock_timestamp())::float8 * 1000 as left
     from google_calendar.users where id = $1`,
    [ada.id],
  );
  return lease!.left;
}

Deno.test("with a slow database and a slow Google the token is saved under its own lease", async () => {
  await expireIn(ada, -60);
  const before = await row(ada);
  google.resetCalls();
  stack.requests.length = 0;
  // The lease is granted at once, and its answer comes late.
  const slow = [
    stack.failDatabase("/rest/v1/rpc/google_calendar_begin_refresh", { delay_ms: 2500 }),
    google.fail("token.refresh", { delay_ms: 5000 }),
    stack.failDatabase("/rest/v1/rpc/google_calendar_end_refresh", { delay_ms: 2500 }),
  ];
  const { status } = await create();
  for (const stop of slow) stop();
  assertEquals(status, 201);
  assertEquals(google.count("token.refresh"), 1);
  assertEquals(Number((await row(ada))!.grant_version), Number(before!.grant_version) + 1);
});

Deno.test("a turn ends before its lease, so that no other instance refreshes during it", async () => {
  await expireIn(ada, -60);
  const invariants = await watch(scenario, ada);
  google.resetCalls();
  const slow = [
    stack.failDatabase("/rest/v1/rpc/google_calendar_begin_refresh", { delay_ms: 4500 }),
    google.fail("token.refresh", faults.hang),
    google.fail("token.refresh", faults.hang),
  ];
  const started = performance.now();
  const { status, body } = await create();
  const elapsed = performance.now() - started;
  for (const stop of slow) stop();
  figure(
    `a refresh that hangs, after a begin of 4.5 s, was given up after ${Math.round(elapsed)} ms`,
  );
  assertEquals([status, body.code], [504, "google_timeout"]);
  assert(elapsed < LEASE_MS, `${elapsed} ms`);
  assertEquals(google.count("token.refresh"), 1);
  assertEquals(await leaseLeft(), null);
  await invariants.check();
});

Deno.test("a lease is released if the answer that grants it is lost", async () => {
  await expireIn(ada, -60);
  const stop = stack.failDatabase("/rest/v1/rpc/google_calendar_begin_refresh", {
    reset: "before",
    after: true,
  });
  const { status, body } = await create();
  stop();
  assertEquals([status, body.code], [503, "database_unavailable"]);
  assertEquals(await leaseLeft(), null);
  const started = performance.now();
  assertEquals((await create()).status, 201);
  assert(performance.now() - started < 5000);
});

for (const seconds of [16, 3600, 86_400 * 365]) {
  Deno.test(`a lease that ends in ${seconds} seconds is ignored: no lease lasts that long`, async () => {
    await expireIn(ada, -60);
    await stack.sql(
      `update google_calendar.users set refresh_lease = gen_random_uuid(),
         refresh_lease_until = clock_timestamp() + make_interval(secs => $2) where id = $1`,
      // Some of the time has passed when it is looked at.
      [ada.id, seconds + (seconds === 16 ? 4 : 0)],
    );
    google.resetCalls();
    const started = performance.now();
    assertEquals((await create()).status, 201);
    assert(performance.now() - started < 5000);
    assertEquals(google.count("token.refresh"), 1);
    assertEquals(await leaseLeft(), null);
  });
}

Deno.test("the holder of an ignored lease saves nothing over its successor", async () => {
  await expireIn(ada, -60);
  const [taken] = await stack.sql<{ lease: string }>(
    `update google_calendar.users set refresh_lease = gen_random_uuid(),
       refresh_lease_until = clock_timestamp() + interval '1 hour' where id = $1
     returning refresh_lease as lease`,
    [ada.id],
  );
  const { grant_version } = (await row(ada))!;
  assertEquals((await create()).status, 201);
  const before = await row(ada);
  const [late] = await stack.sql<{ saved: boolean }>(
    "select public.google_calendar_end_refresh($1, $2, $3, 'late', 3600) as saved",
    [ada.id, grant_version, taken!.lease],
  );
  assertEquals(late!.saved, false);
  assertEquals(await row(ada), before);
});

closeAtEnd(stack);
