/** `MIRROR=off`: no calendar is mirrored; what is there can still be read and ended. */
import { assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";
import { useSettings } from "../support/settings.ts";

useSettings({ MIRROR: "off" });
const { stack, call, connect } = await startScenario();
closeAtEnd(stack);

Deno.test("a project that turned the mirror off refuses to start one, and asks Google nothing", async () => {
  const ada = await stack.createUser({ google: { email: "ada@example.com" } });
  await connect(ada);
  stack.google.resetCalls();
  const path = "/calendar-mirror/users/me";
  const { status, body } = await call(`PUT ${path}/calendars/primary`, { user: ada });
  assertEquals([status, body.code], [409, "mirror_disabled"]);
  assertEquals(stack.google.count("events.list"), 0);
  assertEquals((await call(`GET ${path}`, { user: ada })).body, { calendars: [], allowed: false });
  assertEquals((await call(`POST ${path}/refresh`, { user: ada, body: {} })).status, 202);
  assertEquals((await call(`DELETE ${path}/calendars/primary`, { user: ada })).status, 204);
  assertEquals((await call(`PUT ${path}/calendars/primary`)).status, 401);
});
