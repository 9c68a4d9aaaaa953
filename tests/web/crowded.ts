/**
 * A week of 500 events beside an empty one: how soon its first event is there, and how long a change of
 * the view blocks the page.
 *
 * @module
 */
import type { Page } from "playwright-core";
import type { Visitor } from "../support/visitor.ts";
import type { Setup } from "./journeys/journey.ts";

const ADA = "ada@example.com";

/** A Monday far away, so that no other test sees these events. */
export const CROWDED = "2027-06-07";
export const EMPTY = "2027-08-09";

const COUNT = 500;

/** Fills the week: 71 events a day, from 7 to 20 o'clock, several at a time. */
export async function plantCrowd(setup: Setup) {
  const monday = Date.parse(`${CROWDED}T05:00:00Z`);
  for (let index = 0; index < COUNT; index += 50) {
    await Promise.all(
      Array.from({ length: 50 }, (_, offset) => {
        const number = index + offset;
        const start = monday + (number % 7) * 86_400_000 +
          (Math.floor(number / 7) * 11 % 52) * 900_000;
        return setup.google("plant", {
          email: ADA,
          event: {
            summary: `Crowd ${number}`,
            start: { dateTime: new Date(start).toISOString() },
            end: { dateTime: new Date(start + 2_700_000).toISOString() },
          },
        });
      }),
    );
  }
}

/** Milliseconds from opening the week to its first event, or to the empty week. */
export async function timeToFirst({ page, open }: Visitor, monday: string): Promise<number> {
  const begin = performance.now();
  await open(`/calendar?view=week&date=${monday}`);
  const first = monday === EMPTY
    ? page.locator('.calendar-grid[aria-busy="false"]')
    : page.locator("[data-event]").first();
  await first.waitFor();
  return performance.now() - begin;
}

/**
 * The milliseconds that the page is blocked by a change to each view: by the first one since the page was
 * loaded, and by the next one. The best of several page loads counts, because other work makes it longer only.
 */
export async function blockedByViews(ada: Visitor, loads: number) {
  const { page } = ada;
  const [first, again]: [Record<string, number>, Record<string, number>] = [{}, {}];
  for (let load = 0; load < loads; load++) {
    await timeToFirst(ada, CROWDED);
    await page.locator("[data-event]").nth(499).waitFor({ state: "attached" });
    for (const best of [first, again]) {
      // The page is loaded with the week.
      for (const view of ["Month", "Day", "Agenda", "Week"]) {
        const blocked = await longestBlock(page, () => choose(page, view));
        best[view] = Math.min(best[view] ?? Infinity, Math.round(blocked));
      }
    }
  }
  return { first, again };
}

/** Presses the button of a view. Playwright's search by role would block the page itself. */
async function choose(page: Page, view: string): Promise<void> {
  await page.evaluate((view) => {
    const buttons = [...document.querySelectorAll<HTMLElement>(".calendar-views button")];
    buttons.find((button) => button.textContent === view)!.click();
  }, view);
  await page.locator(`.calendar-grid.is-${view.toLowerCase()} [data-event]`).first().waitFor();
}

/** A task of the browser's, as a trace has it: microseconds of processor time. */
interface TraceEvent {
  name: string;
  tdur?: number;
}

/**
 * The longest time that the page is blocked while `act` runs and until it is quiet, milliseconds. It is
 * the processor's time: what else the machine does is not the page's.
 */
async function longestBlock(page: Page, act: () => Promise<void>): Promise<number> {
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: ["disabled-by-default-devtools.timeline"] });
  await act();
  // The page's own timers come after whatever blocks it, on a slow machine, too.
  await page.evaluate(
    (after) =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, after)))
      ),
    SETTLED_AFTER,
  );
  const trace = new TextDecoder().decode(await browser.stopTracing());
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse(trace);
  const tasks = traceEvents.filter(({ name }) => name === "RunTask")
    .map(({ tdur = 0 }) => tdur / 1000);
  if (tasks.length === 0) throw new Error("The trace has no tasks");
  return Math.max(...tasks);
}

/** Milliseconds. */
const SETTLED_AFTER = 1500;
