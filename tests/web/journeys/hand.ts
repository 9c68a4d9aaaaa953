/**
 * The hand on the calendar: where a time is on the screen, and dragging.
 *
 * @module
 */
import type { Page } from "playwright-core";

export interface Point {
  x: number;
  y: number;
}

/** Monday first. */
export type Week = [string, string, string, string, string, string, string];

/** The days of next week as the calendar has them: whole, and never today. */
export function nextWeek(): Week {
  const now = new Date();
  const monday = now.getTime() + (8 - (now.getDay() || 7)) * 86_400_000;
  const date = (day: number) => new Date(monday + day * 86_400_000).toISOString().slice(0, 10);
  return [date(0), date(1), date(2), date(3), date(4), date(5), date(6)];
}

/** Where a time of a day is, in the quarter of an hour that it begins. */
export async function pointAt(page: Page, date: string, time: string): Promise<Point> {
  const column = page.locator(`.calendar-grid [role="cell"][data-date="${date}"]`).last();
  const box = (await column.boundingBox())!;
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return {
    x: box.x + box.width / 3,
    y: box.y + box.height * (hours * 60 + minutes) / 1440 + 6,
  };
}

/** Presses at one point and lets go at the other. */
export async function drag(page: Page, from: Point, to: Point) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** Waits until `look` gives something. */
export async function until<T>(look: () => Promise<T | undefined | null | false>): Promise<T> {
  for (let tries = 0; tries < 300; tries++) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Waited in vain: ${look}`);
}
