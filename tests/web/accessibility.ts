/**
 * axe, and the width of the page, in every state, theme and size.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import axe from "axe-core";
import type { Page } from "playwright-core";
import type { Setup } from "./journeys/journey.ts";
import { everyState } from "./journeys/states.ts";

const SIZES = [
  { name: "desktop", width: 1280, height: 900 },
  // The narrowest that content has to fit into (WCAG 2.2, 1.4.10).
  { name: "phone", width: 320, height: 640 },
] as const;

/** The themes differ in colours alone: the rules for all else hold of both or of neither. */
const THEMES = [
  { colorScheme: "light", options: {} },
  { colorScheme: "dark", options: { runOnly: ["color-contrast", "link-in-text-block"] } },
] as const;

/** What axe finds on the page as it is now: the rule and the first place of each violation. */
export async function look(
  page: Page,
  options: { runOnly?: readonly string[] },
): Promise<string[]> {
  // Through the debugger: the page's own policy forbids it any script but its own.
  if (!await page.evaluate("'axe' in window")) await page.evaluate(axe.source);
  return await page.evaluate(async (options) => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run({
      resultTypes: ["violations"],
      ...options as axe.RunOptions,
    });
    return violations.map(({ id, nodes }) => `${id} ${nodes[0]!.html.slice(0, 200)}`);
  }, options);
}

/** Fails with every violation that there is. */
export async function nothingFound(setup: Setup) {
  const ada = await setup.visitor({ viewport: SIZES[0], reducedMotion: "reduce" });
  const { page } = ada;
  const found: string[] = [];
  let looks = 0;
  await everyState(setup, ada, async (state) => {
    for (const size of SIZES) {
      await page.setViewportSize(size);
      for (const { colorScheme, options } of THEMES) {
        await page.emulateMedia({ colorScheme });
        const where = `${state} ${size.name}-${colorScheme}`;
        for (const violation of await look(page, options)) found.push(`${where}: ${violation}`);
        looks++;
        await setup.shoot(ada, where.replaceAll(/\W+/g, "-"));
      }
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (excess > 0) found.push(`${state} ${size.name}: ${excess} px wider than the screen`);
    }
    await page.setViewportSize(SIZES[0]);
  });
  console.log(`axe: ${found.length} violations in ${looks} looks`);
  assertEquals(found, []);
}
