/**
 * How much of a page jumps while it loads, as the browser itself measures it.
 *
 * @module
 */
import type { BrowserContext, Page } from "playwright-core";

/** Milliseconds that each answer of a function is held: most of them take longer with the real Google. */
const HOLD = 600;

/** Milliseconds without a request, after which nothing more is expected. */
const QUIET = 1000;

/** Milliseconds: a page that still loads after these never comes to an end. */
const LONGEST = 30_000;

/** What one thing on the page did. */
interface Shift {
  value: number;
  /** What moved, from where to where. */
  moved: string[];
}

/** Observes every page of the context, and holds what the functions answer. Call it before a page is opened. */
export async function observeShifts(context: BrowserContext): Promise<void> {
  await context.route("**/functions/v1/**", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, HOLD));
    // The page may be gone by now.
    await route.continue().catch(() => {});
  });
  await context.addInitScript(() => {
    const shifts: Shift[] = [];
    Object.assign(globalThis, { shifts });
    const name = (node: Node | null) =>
      node instanceof Element
        ? `${node.localName}.${node.getAttribute("class") ?? ""}`
        : node?.textContent ?? "gone";
    const place = ({ x, y, width, height }: DOMRectReadOnly) =>
      [x, y, width, height].map(Math.round).join(" ");
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as LayoutShift[]) {
        // What a person sets off may move things.
        if (entry.hadRecentInput) continue;
        const moved = entry.sources.map(({ node, previousRect, currentRect }) =>
          `${name(node)}: ${place(previousRect)} -> ${place(currentRect)}`
        );
        shifts.push({ value: entry.value, moved });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** An entry of the browser's list, which TypeScript does not know. */
interface LayoutShift {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
}

/**
 * All shifts since the page was loaded, or since the last call, added up: never less than the cumulative layout shift,
 * which counts the worst five seconds only. Waits until nothing more is loaded.
 */
export async function shiftsOf(page: Page): Promise<Shift> {
  await quiet(page);
  const shifts = await page.evaluate(async () => {
    // Two frames: the observer hears of a shift after it was drawn.
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
    return (globalThis as unknown as { shifts: Shift[] }).shifts.splice(0);
  });
  return {
    value: shifts.reduce((sum, { value }) => sum + value, 0),
    moved: shifts.flatMap(({ value, moved }) => moved.map((one) => `${value.toFixed(3)} ${one}`)),
  };
}

/** Waits until no resource was loaded for a while, and nothing says that it is busy. */
async function quiet(page: Page): Promise<void> {
  const started = Date.now();
  let seen = -1;
  for (let since = Date.now(); Date.now() - since < QUIET;) {
    if (Date.now() - started > LONGEST) throw new Error(`${page.url()} is still loading`);
    await page.waitForTimeout(50);
    const now = await page.evaluate(() => {
      const isBusy = document.querySelector('[aria-busy="true"], .gc-bone') !== null;
      return isBusy ? -1 : performance.getEntriesByType("resource").length;
    });
    if (now === -1 || now !== seen) since = Date.now();
    seen = now;
  }
}
