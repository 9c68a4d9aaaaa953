/** Sign-ins that nobody ends: the database holds no more of them than it must. */
import { assertEquals } from "@std/assert";
import { startTestStack } from "../support/stack.ts";

Deno.test("10,000 abandoned starts leave a bounded number of rows", async () => {
  const stack = await startTestStack();
  const { id } = await stack.createUser({ google: { email: "ada@example.com" } });
  await stack.sql(`
    select public.google_calendar_start_oauth('${id}', gen_random_uuid()::text, 'sealed', 'nonce', '/')
    from generate_series(1, 10000)`);
  const [states] = await stack.sql<{ count: number | string }>(
    "select count(*) from google_calendar.oauth_states",
  );
  await stack.close();
  assertEquals(Number(states!.count), 5);
});
