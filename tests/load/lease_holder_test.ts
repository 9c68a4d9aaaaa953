/**
 * An instance dies while it holds the lease of a refresh: another takes over.
 */
import { assert, assertEquals } from "@std/assert";
import { LEASE_MS } from "../../supabase/functions/_shared/deadlines.ts";
import { figure } from "../support/figures.ts";
import { until } from "../support/until.ts";
import { startLoadStack } from "./stack.ts";

/** What a poll, a busy machine and the two clocks may add, in milliseconds. */
const SLACK_MS = 3000;

Deno.test("an instance killed during a refresh delays the others by at most 15 s", async () => {
  const stack = await startLoadStack(2);
  const { google, instances: [first, second] } = stack;
  try {
    const user = await stack.connectUser();
    await stack.expire(user);
    google.resetCalls();
    const stop = google.fail("token.refresh", { hang: true });
    const lost = stack.create(first!, user).then(() => "answered", () => "lost");
    await until(() => google.count("token.refresh") > 0);
    const refreshing = performance.now();
    await first!.kill();
    stop();
    assertEquals(await lost, "lost");

    const { status } = await stack.create(second!, user);
    const elapsed = performance.now() - refreshing;
    figure(`taken over ${Math.round(elapsed)} ms after the dead instance's refresh began`);
    assertEquals(status, 201);
    assertEquals(google.count("token.refresh"), 2);
    assertEquals(google.events(user.email).length, 1);
    assert(elapsed < LEASE_MS + SLACK_MS, `${elapsed} ms`);
    const [row] = await stack
      .sql`select refresh_lease from google_calendar.users where id = ${user.id}`;
    assertEquals(row!.refresh_lease, null);
  } finally {
    await stack.close();
  }
});
