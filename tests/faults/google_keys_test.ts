/** Google's keys cannot be read while the first ID token is checked: an outage, not a forgery. */
import { assertEquals } from "@std/assert";
import { faults } from "../../local/google/mod.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { watch } from "../support/invariants.ts";
import { startScenario } from "../support/scenario.ts";

const scenario = await startScenario();
const { stack, connect, row } = scenario;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });

Deno.test({
  name: "unreadable Google keys are google_unavailable, and nothing is saved",
  // jose leaves the body of a refusal unread.
  sanitizeResources: false,
  async fn() {
    const invariants = await watch(scenario, ada);
    for (const fault of [faults.unavailable, faults.html200, faults.resetBefore]) {
      const stop = stack.google.fail("certs", { ...fault, times: Infinity });
      assertEquals((await connect(ada)).searchParams.get("error"), "google_unavailable");
      stop();
      assertEquals(await row(ada), undefined);
    }
    await invariants.check();
  },
});

Deno.test("Google's keys are read as soon as Google answers, and then cached", async () => {
  stack.google.resetCalls();
  for (let i = 0; i < 3; i++) {
    assertEquals((await connect(ada)).searchParams.get("calendar"), "connected");
  }
  assertEquals(stack.google.count("certs"), 1);
});

closeAtEnd(stack);
