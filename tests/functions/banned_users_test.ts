/** Users who are banned or soft-deleted: refused everywhere at once, and no call to Google is made for them. */
import { assertEquals, assertRejects } from "@std/assert";
import { ROUTES } from "../../tasks/routes.ts";
import { sampleRequest } from "../../tasks/sampleRequests.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";
import { until } from "../support/until.ts";

const scenario = await startScenario();
const { stack, call, connect, consent, follow, row } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
await connect(ada);

/** Every route that needs a session. */
const REQUESTS = Object.entries(ROUTES).filter(([, { caller }]) => caller === undefined)
  .map(([key]) => sampleRequest(key));

const ENDS: [what: string, set: string, unset: string][] = [
  ["banned", "banned_until = now() + interval '1 hour'", "banned_until = null"],
  ["soft-deleted", "deleted_at = now()", "deleted_at = null"],
];
const change = (set: string) => stack.sql(`update auth.users set ${set} where id = $1`, [ada.id]);

for (const [what, set, unset] of ENDS) {
  Deno.test(`a ${what} user is refused on every route, and Google is not called`, async () => {
    const before = await row(ada);
    await change(set);
    google.resetCalls();
    for (const { method, path, body } of REQUESTS) {
      const route = `${method} ${path}`;
      const answer = await call(route, { user: ada, body });
      assertEquals([route, answer.status, answer.body.code], [route, 401, "unauthenticated"]);
    }
    const { getCalendarClient } = await import(
      "../../supabase/functions/_shared/calendarClient.ts"
    );
    await assertRejects(() => getCalendarClient({ userId: ada.id }));
    await assertRejects(() => getCalendarClient({ googleId: ada.google_id! }));
    assertEquals(google.calls.length, 0);
    assertEquals(await row(ada), before);
    await change(unset);
    assertEquals((await call("GET /calendar-connection/users/me", { user: ada })).status, 200);
  });

  Deno.test(`a ${what} user's callback ends without a call to Google`, async () => {
    const address = await consent(ada, { returnTo: "/resources/1" });
    await change(set);
    google.resetCalls();
    const landed = await follow(address);
    assertEquals([landed.pathname, landed.searchParams.get("error")], [
      "/resources/1",
      "user_gone",
    ]);
    assertEquals(google.calls.length, 0);
    await change(unset);
  });

  Deno.test(`nothing is saved for a user who is ${what} during the callback`, async () => {
    const before = await row(ada);
    const address = await consent(ada);
    google.resetCalls();
    const stop = google.fail("token.code", { delay_ms: 500 });
    const followed = follow(address);
    await until(() => google.count("token.code") > 0);
    await change(set);
    stop();
    assertEquals((await followed).searchParams.get("error"), "user_gone");
    assertEquals(await row(ada), before);
    await change(unset);
  });

  Deno.test(`a user who is ${what} while an account waits cannot confirm it`, async () => {
    const landed = await connect(ada, { email: "alan@example.com" });
    const confirmation = new URLSearchParams(landed.hash.slice(1)).get("confirmation")!;
    await change(set);
    const confirm = () =>
      call("POST /oauth-callback/confirm", { user: ada, body: { confirmation } });
    assertEquals((await confirm()).status, 401);
    await change(unset);
    assertEquals((await stack.sql("select * from google_calendar.confirmations")).length, 1);
    await stack.sql("delete from google_calendar.confirmations");
  });
}

Deno.test("a ban that is over is none", async () => {
  await change("banned_until = now() - interval '1 second'");
  assertEquals((await call("GET /calendar-events/users/me", { user: ada })).status, 200);
});

Deno.test("the Google account of a soft-deleted user can be connected by another user at once", async () => {
  await change("deleted_at = now()");
  google.resetCalls();
  const landed = await connect(grace, { email: ada.email });
  const confirmation = new URLSearchParams(landed.hash.slice(1)).get("confirmation")!;
  const { status } = await call("POST /oauth-callback/confirm", {
    user: grace,
    body: { confirmation },
  });
  assertEquals(status, 200);
  assertEquals(await row(ada), undefined);
  // Revoking the old grant would take down the new one.
  assertEquals(await stack.sql("select * from google_calendar.revocations"), []);
  assertEquals(google.count("revoke"), 0);
});

Deno.test("the Google account of a banned user can be connected by another user at once", async () => {
  await stack.sql("update auth.users set banned_until = now() + interval '1 hour' where id = $1", [
    grace.id,
  ]);
  const alan = await stack.createUser({ google: { email: "alan@example.com" } });
  const landed = await connect(alan, { email: ada.email });
  const confirmation = new URLSearchParams(landed.hash.slice(1)).get("confirmation")!;
  const { status } = await call("POST /oauth-callback/confirm", {
    user: alan,
    body: { confirmation },
  });
  assertEquals(status, 200);
  assertEquals(await row(grace), undefined);
  assertEquals(google.count("revoke"), 0);
});

closeAtEnd(stack);
