/**
 * The built app, under its Content-Security-Policy, in real Chromium: what it is made of, and the
 * journeys of people through it. All share one stack. @serial: Lighthouse measures time.
 */
import { assert, assertEquals } from "@std/assert";
import { startBrowser } from "../support/browser.ts";
import { startStackProcess } from "../support/startedStack.ts";
import { nothingFound } from "./accessibility.ts";
import { firstLoad, noSecrets } from "./bundle.ts";
import { buildApp } from "./builtApp.ts";
import * as calendar from "./journeys/calendar.ts";
import * as connecting from "./journeys/connecting.ts";
import { guests } from "./journeys/guests.ts";
import { createWorld, type World } from "./journeys/journey.ts";
import { audit, freePort } from "./lighthouse.ts";
import * as trouble from "./journeys/trouble.ts";

Deno.test("the built app is small and good, and people plan and mend with it", async (t) => {
  const data = await Deno.makeTempDir({ prefix: "data-" });
  await using stack = await startStackProcess({ data });
  await using app = await buildApp(stack);
  const port = freePort();
  await using chromium = await startBrowser([
    ...app.browserArgs,
    `--remote-debugging-port=${port}`,
  ]);
  const world = createWorld(stack, chromium.browser);

  const journey = async (name: string, act: () => Promise<void>) => {
    const passed = await t.step(name, act);
    if (!passed) await world.shootAll(name);
  };
  await t.step("the first page loads at most 170 kB of script", () => firstLoad(app));
  await t.step("no secret and no server-only name is in it", () => noSecrets(app, stack));
  await journey("axe finds nothing in any state, theme or size", () => nothingFound(world));
  await world.close();
  await t.step("Lighthouse: 100, 100, 100 and at least 90", async () => {
    // These machines are noisy: it is measured again where other processes were in the way.
    let scores = await audit(stack.appUrl, port);
    for (let more = 2; more > 0 && scores.performance < 90; more--) {
      scores = await audit(stack.appUrl, port);
    }
    console.log("Lighthouse:", JSON.stringify(scores));
    const { performance, ...others } = scores;
    assertEquals(others, { accessibility: 100, "best-practices": 100, seo: 100 });
    assert(performance >= 90, `performance is ${performance}`);
  });
  await journey(
    "another Google account is linked after one question",
    () => connecting.otherAccount(world),
  );
  await journey(
    "a refusal and a missing box are told in words, and mended by the same button",
    () => connecting.refusalAndMissingBox(world),
  );
  await world.close();

  const ada = await world.visitor({ viewport: { width: 1280, height: 900 } });
  assert(await t.step("Ada connects her calendar", () => ada.connected("Ada")));
  const adas: [string, (world: World, visitor: typeof ada) => Promise<void>][] = [
    ["an event is drawn, moved and made longer", calendar.mouse],
    ["everything works by keyboard alone, and a deletion can be undone", calendar.keyboard],
    ["one occurrence is changed, then the whole series, then it is deleted", calendar.series],
    ["a deletion is carried out although the page is left at once", calendar.closedAfterDelete],
    ["the time zone is chosen, and all times follow", calendar.zone],
    ["an event with guests is moved after one question", guests],
    ["a move that another change forestalled is taken back", trouble.changedElsewhere],
    ["a move that Google puts off is taken back and told", trouble.rateLimit],
    ["a creation that is cut off and sent again is one event", trouble.offlineInTheMiddle],
    ["a grant that is revoked elsewhere is mended by one button", trouble.revokedElsewhere],
    ["a resource suggests a free time and shows its events", trouble.resource],
  ];
  for (const [name, act] of adas) await journey(name, () => act(world, ada));
  await world.close();

  assertEquals(world.complaints, []);
  assertEquals(await stack.end(), 0);
  await Deno.remove(data, { recursive: true });
});
