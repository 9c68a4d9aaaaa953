/** `POST /touch-grants`: grants that nobody uses are kept alive, for whom the operator's key is. */
import { assert, assertEquals } from "@std/assert";
import { faults } from "../../local/google/mod.ts";
import { startScenario, type TestUser } from "../support/scenario.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";

const scenario = await startScenario();
const { stack, call, connect, row } = scenario;
const { google, env } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
await connect(ada);
await connect(grace);

const secretKey = JSON.parse(env.SUPABASE_SECRET_KEYS).default;
const touch = (apikey = secretKey) => call("POST /touch-grants", { headers: { apikey } });
const unusedFor = (user: TestUser, days: number) =>
  stack.sql(
    `update public.users set google_refreshed_at = now() - make_interval(days => $2) where id = $1`,
    [user.id, days],
  );

Deno.test("touch-grants refuses every key but the project's secret one", async () => {
  await unusedFor(ada, 100);
  google.resetCalls();
  const publishable = JSON.parse(env.SUPABASE_PUBLISHABLE_KEYS).default;
  for (const apikey of ["", publishable, `${secretKey}x`, secretKey.slice(0, -1)]) {
    assertEquals((await touch(apikey)).status, 401);
  }
  assertEquals((await call("POST /touch-grants", { user: ada })).status, 401);
  assertEquals(google.calls.length, 0);
});

Deno.test("grants that were not used for 60 days are refreshed, and no others", async () => {
  await unusedFor(ada, 61);
  await unusedFor(grace, 59);
  const before = await row(grace);
  google.resetCalls();
  assertEquals((await touch()).body, { touched: 1, needs_reconnect: 0, failed: 0 });
  assertEquals(google.calls.map(({ endpoint }) => endpoint), ["token.refresh"]);
  assertEquals(await row(grace), before);
  assertEquals((await touch()).body, { touched: 0, needs_reconnect: 0, failed: 0 });
});

Deno.test("a grant that is found dead asks its user to reconnect, and is not tried again", async () => {
  await unusedFor(ada, 61);
  google.revokeGrant("ada@example.com");
  assertEquals((await touch()).body, { touched: 0, needs_reconnect: 1, failed: 0 });
  assertEquals((await scenario.connection(ada))?.status, "needs_reconnect");
  google.resetCalls();
  assertEquals((await touch()).body, { touched: 0, needs_reconnect: 0, failed: 0 });
  assertEquals(google.calls.length, 0);
});

Deno.test("one grant that cannot be refreshed now does not hold up the next", async () => {
  await connect(ada);
  await unusedFor(ada, 90);
  await unusedFor(grace, 61);
  const stop = google.fail("token.refresh", { ...faults.invalidClient });
  assertEquals((await touch()).body, { touched: 1, needs_reconnect: 0, failed: 1 });
  stop();
  assertEquals((await touch()).body.touched, 1);
});

Deno.test("grants that cannot be refreshed do not keep the others waiting for ever", async () => {
  // Ada's cannot be opened, and was unused for longer.
  await stack.sql(
    "update public.users set google_refresh_token = 'a.b.c.d.e' where id = $1",
    [ada.id],
  );
  await unusedFor(ada, 120);
  await unusedFor(grace, 61);
  const asked = async () =>
    (await stack.sql<{ user_id: string }>("select * from public.grants_to_touch(1)"))[0].user_id;
  const found = new Set<string>();
  for (let i = 0; i < 100 && found.size < 2; i++) found.add(await asked());
  assertEquals(found, new Set([ada.id, grace.id]));
  await connect(ada);
  await touch();
});

Deno.test("touch-grants refreshes a few at a time", async () => {
  const [{ limited }] = await stack.sql<{ limited: number | string }>(
    "select count(*) as limited from public.grants_to_touch(1)",
  );
  await unusedFor(ada, 90);
  await unusedFor(grace, 90);
  const [{ count }] = await stack.sql<{ count: number | string }>(
    "select count(*) from public.grants_to_touch(1)",
  );
  assertEquals([Number(limited), Number(count)], [0, 1]);
  assert((await touch()).body.touched === 2);
});

closeAtEnd(stack);
