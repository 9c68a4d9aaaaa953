import { assert, assertEquals } from "@std/assert";
import { startTestStack } from "./stack.ts";

Deno.test("test stack signs people in through the Google emulator and gives them an identity", async () => {
  const stack = await startTestStack();
  const ada = await stack.createUser();
  const grace = await stack.createUser({ google: { email: "grace@example.com" } });
  const nobody = await stack.createUser({ google: null });
  assertEquals([ada.google_id, grace.google_id, nobody.google_id], [
    "100000000000000000001",
    "100000000000000000002",
    null,
  ]);
  assertEquals(new Set([ada.id, grace.id, nobody.id]).size, 3);
  await stack.close();
});

Deno.test("test stack records what reaches the database and makes it fail on demand", async () => {
  const stack = await startTestStack({ seed: true });
  const key = JSON.parse(stack.env.SUPABASE_SECRET_KEYS!).default;
  const read = async () => {
    const response = await fetch(`${stack.apiUrl}/rest/v1/resources?select=id`, {
      headers: { apikey: key },
    });
    return { status: response.status, body: await response.json() };
  };
  assertEquals((await read()).body.length, 3);
  assertEquals(stack.requests.at(-1), { method: "GET", path: "/rest/v1/resources" });
  stack.failDatabase("/rest/v1/resources", { status: 503, body: { message: "down" } });
  assertEquals(await read(), { status: 503, body: { message: "down" } });
  const stop = stack.failDatabase("/rest/v1", { reset: "before", times: Infinity });
  assert(await read().then(() => false, () => true), "the connection must be dropped");
  stop();
  assertEquals((await read()).status, 200);
  await stack.close();
});
