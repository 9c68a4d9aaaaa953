/** Every page of the built app, in every state: what it is made of, and how good it is. */
import { assertEquals } from "@std/assert";
import { freePort } from "../../local/ports.ts";
import { figure } from "../support/figures.ts";
import { startBrowser } from "../support/browser.ts";
import { migratedData, secretsOf, startStackProcess } from "../support/startedStack.ts";
import { newVisitor } from "../support/visitor.ts";
import { nothingFound } from "./accessibility.ts";
import { buildApp, serveApp } from "./builtApp.ts";
import { firstLoad, noSecrets } from "./bundle.ts";
import { createSetup } from "./journeys/journey.ts";
import { RESOURCE } from "./journeys/states.ts";
import { audit, type Category, ownProfile } from "./lighthouse.ts";

/** The performance is measured where nothing else runs: `lighthouse_test.ts`. */
const CATEGORIES: Category[] = ["accessibility", "best-practices", "seo"];

Deno.test("each page loads at most 130 kB of script, and who is signed out neither form nor calendar", async () => {
  await firstLoad(await buildApp());
});

Deno.test("no secret and no server-only name is in the built app", async () => {
  await noSecrets(await buildApp());
});

// Lighthouse leaves a timer behind.
Deno.test("the pages are accessible, and as Lighthouse wants them", {
  sanitizeOps: false,
  sanitizeResources: false,
}, async (t) => {
  const data = await migratedData();
  await using stack = await startStackProcess({ data });
  const { publishableKey } = (await secretsOf(stack)).keys;
  await using app = await serveApp({ ...stack, publishableKey });
  const port = freePort();
  await using chromium = await startBrowser([
    ...app.browserArgs,
    `--remote-debugging-port=${port}`,
  ]);
  await t.step("axe finds nothing in any state, theme or size", async () => {
    const setup = createSetup(stack, chromium.browser);
    if (!await nothingFound(setup).then(() => true)) await setup.shootAll("axe");
    await setup.close();
    assertEquals(setup.complaints, []);
  });
  await t.step("Lighthouse gives each page 100, 100 and 100, signed in and connected", async () => {
    const scoresOf = async (path: string) => {
      const { scores, lost } = await audit(stack.appUrl + path, port, CATEGORIES);
      figure(`Lighthouse ${path} ${JSON.stringify(scores)}`);
      assertEquals([path, ...Object.values(scores)], [path, 100, 100, 100], lost.join());
    };
    await scoresOf("/");
    {
      await using profile = await ownProfile(port);
      const ada = await newVisitor(profile.browser, stack);
      await ada.connected("Ada");
      await ada.page.close();
    }
    for (const path of ["/profile", "/calendar", "/resources", RESOURCE]) await scoresOf(path);
  });
  assertEquals(await stack.end(), 0);
  await Deno.remove(data, { recursive: true });
});
