/** The calendar's views, address, keyboard, phone and languages, in real Chromium. */
import { assert, assertEquals } from "@std/assert";
import { startBrowser } from "../support/browser.ts";
import { migratedData, secretsOf, startStackProcess } from "../support/startedStack.ts";
import { serveApp } from "./builtApp.ts";
import { createSetup } from "./journeys/journey.ts";
import * as parts from "./journeys/parts.ts";
import * as views from "./journeys/views.ts";

Deno.test("people find their way in the calendar", async (t) => {
  const data = await migratedData();
  await using stack = await startStackProcess({ data });
  const { publishableKey } = (await secretsOf(stack)).keys;
  await using app = await serveApp({ ...stack, publishableKey });
  await using chromium = await startBrowser(app.browserArgs);
  const setup = createSetup(stack, chromium.browser);
  const ada = await setup.visitor({ viewport: { width: 1280, height: 900 } });
  assert(await t.step("Ada connects her calendar", () => ada.connected("Ada")));
  const journeys = [
    ["who is signed out loads neither forms nor calendar", parts.signedOut],
    ["pages are loaded ahead, and the calendar when its link is pointed at", parts.prefetched],
    ["a file that is missing is told, and a button loads the page again", parts.missing],
    ["view, date and zone are in the address", views.address],
    ["the small month goes to a day", views.smallMonth],
    ["free times are asked for when they are opened", views.findTime],
    ["every key does what the list of keys says", views.keys],
    ["all events are one stop of the Tab key", views.tabStops],
    ["a phone shows three days, and follows the finger", views.phone],
    ["texts and dates have one language", views.languages],
  ] as const;
  for (const [name, act] of journeys) {
    if (!await t.step(name, () => act(setup, ada))) await setup.shootAll(name);
  }
  await setup.close();
  assertEquals(setup.complaints, []);
  assertEquals(await stack.end(), 0);
  await Deno.remove(data, { recursive: true });
});
