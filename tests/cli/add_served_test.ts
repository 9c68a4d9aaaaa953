/** The functions as `deno task add` writes them into an app: a person connects by them, and adds an event. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { startBrowser } from "../support/browser.ts";
import { migratedData, startStackProcess } from "../support/startedStack.ts";
import { createSetup } from "../web/journeys/journey.ts";
import { added, home, newApp } from "./addApp.ts";

Deno.test("a person connects and adds an event by the functions in an app", async () => {
  const app = await newApp();
  await added(app);
  const args = ["--functions", `${app}/supabase/functions`];
  await using stack = await startStackProcess({ data: await migratedData(), args });
  await using chromium = await startBrowser();
  const setup = createSetup(stack, chromium.browser);
  const visitor = await setup.visitor();
  await visitor.connected("Ada");
  await visitor.open("/profile");
  await visitor.addEvent("Lecture 5");
  await visitor.page.getByRole("link", { name: /Google Calendar/ }).first().waitFor();
  const answer = await fetch(`${stack.googleUrl}/emulator/events?email=ada@example.com`);
  assertStringIncludes(await answer.text(), "Lecture 5");
  // The example's function is not there.
  const resource = await fetch(`${stack.apiUrl}/functions/v1/get-resource`);
  await resource.body?.cancel();
  assertEquals(resource.status, 404);
  await setup.close();
  assertEquals(setup.complaints, []);
});

Deno.test.afterAll(() => Deno.remove(home, { recursive: true }));
