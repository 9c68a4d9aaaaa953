/** The calendar page with a mirrored calendar, in a browser: it follows Google by itself. */
import { assert, assertEquals } from "@std/assert";
import { startBrowser } from "../support/browser.ts";
import { migratedData, secretsOf, startStackProcess } from "../support/startedStack.ts";
import { serveApp } from "./builtApp.ts";
import { createSetup } from "./journeys/journey.ts";
import * as mirror from "./journeys/mirror.ts";

Deno.test("the calendar page follows Google through the mirror", async (t) => {
  const data = await migratedData();
  await using stack = await startStackProcess({ data });
  const { publishableKey } = (await secretsOf(stack)).keys;
  await using app = await serveApp({ ...stack, publishableKey });
  await using chromium = await startBrowser(app.browserArgs);
  const setup = createSetup(stack, chromium.browser);
  const ada = await setup.visitor({ viewport: { width: 1280, height: 1000 } });
  assert(await t.step("Ada connects her calendar", () => ada.connected("Ada")));
  const journeys = [
    ["a switch starts the mirror, and the page says that it loads", mirror.switchedOn],
    ["what changes at Google appears in the open page within 3 seconds", mirror.changesAppear],
    ["other weeks are read without Google", mirror.otherWeeks],
    ["an event opens at once, and is completed behind", mirror.opened],
    ["what the person does is there at once, and stays", mirror.ownWrites],
    ["another person sees nothing of it", mirror.nobodyElse],
    ["a copy that is not current is said to be so, and nothing jumps", mirror.notCurrent],
    ["after the grant has ended the calendar stays in sight, with its age", mirror.grantEnds],
    ["the switch ends the mirror", mirror.switchedOff],
  ] as const;
  for (const [name, act] of journeys) {
    if (!await t.step(name, () => act(setup, ada))) await setup.shootAll(name);
    await fetch(`${stack.googleUrl}/emulator/faults`, { method: "DELETE" });
  }
  await setup.close();
  assertEquals(setup.complaints, []);
  assertEquals(await stack.end(), 0);
  await Deno.remove(data, { recursive: true });
});
