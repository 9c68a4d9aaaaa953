/** A whole journey in German: no word of English, nothing that axe finds, and nothing that sticks out. */
import { assert, assertEquals } from "@std/assert";
import { startBrowser } from "../support/browser.ts";
import { migratedData, secretsOf, startStackProcess } from "../support/startedStack.ts";
import { serveApp } from "./builtApp.ts";
import { createSetup } from "./journeys/journey.ts";
import { germanJourney, textsDoNotArrive } from "./journeys/german.ts";

Deno.test("a person whose browser is German reads German from sign-in to the end", async (t) => {
  const data = await migratedData();
  await using stack = await startStackProcess({ data });
  const { publishableKey } = (await secretsOf(stack)).keys;
  await using app = await serveApp({ ...stack, publishableKey });
  await using chromium = await startBrowser(app.browserArgs);
  const setup = createSetup(stack, chromium.browser);
  await t.step("without the German texts the page is English", () => textsDoNotArrive(setup));
  const passed = await germanJourney(t, setup);
  if (!passed) await setup.shootAll("german");
  await setup.close();
  assert(passed);
  assertEquals(setup.complaints, []);
  assertEquals(await stack.end(), 0);
  await Deno.remove(data, { recursive: true });
});
