/**
 * axe, and the width of the page, in every state.
 *
 * @module
 */
import AxeBuilder from "@axe-core/playwright";
import { assertEquals } from "@std/assert";
import type { World } from "./journeys/journey.ts";
import { everyState } from "./journeys/states.ts";

/** Each theme and each size: no rule depends on both. */
const SCREENS = [
  { name: "desktop-light", width: 1280, height: 900, colorScheme: "light" },
  // The narrowest that content has to fit into (WCAG 2.2, 1.4.10).
  { name: "phone-dark", width: 320, height: 640, colorScheme: "dark" },
] as const;

/** Fails with every violation that there is. */
export async function nothingFound(world: World) {
  const ada = await world.visitor({ viewport: SCREENS[0] });
  const { page } = ada;
  const found: string[] = [];
  let looks = 0;
  await everyState(world, ada, async (state) => {
    for (const { name, width, height, colorScheme } of SCREENS) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      // There are no frames: without the legacy mode each look opens a page to collect theirs.
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode().options({ resultTypes: ["violations"] }).analyze();
      looks++;
      for (const { id, nodes } of violations) {
        found.push(`${state} ${name}: ${id} ${nodes[0].html.slice(0, 200)}`);
      }
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (excess > 0) found.push(`${state} ${name}: ${excess} px wider than the screen`);
      await world.shoot(ada, `${state.replaceAll(/\W+/g, "-")}-${name}`);
    }
    await page.setViewportSize(SCREENS[0]);
  });
  console.log(`axe: ${found.length} violations in ${looks} looks`);
  assertEquals(found, []);
}
