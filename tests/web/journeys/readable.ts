/**
 * Events in the week can be read: the title first, no line cut through, Google's colours.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Visitor } from "../../support/visitor.ts";
import { openNextWeek } from "./calendar.ts";
import { nextWeek } from "./hand.ts";
import type { Setup } from "./journey.ts";

const DAYS = nextWeek();

/** Short ones, and three side by side. */
export async function readable(setup: Setup, ada: Visitor) {
  const { page } = ada;
  const events: [title: string, from: string, to: string, colorId?: string][] = [
    ["Fifteen minutes with a long title", "20:00", "20:15"],
    ["Thirty minutes with a long title", "20:30", "21:00"],
    ["Forty-five minutes with a long title", "21:00", "21:45", "11"],
    ["Left of three", "18:00", "19:00"],
    ["Middle of three", "18:00", "19:00"],
    ["Right of three", "18:00", "19:00"],
  ];
  for (const [summary, from, to, colorId] of events) {
    await setup.google("plant", {
      email: "ada@example.com",
      event: {
        ...{ summary, colorId },
        start: { dateTime: `${DAYS[6]}T${from}:00Z`, timeZone: "Europe/Berlin" },
        end: { dateTime: `${DAYS[6]}T${to}:00Z`, timeZone: "Europe/Berlin" },
      },
    });
  }
  await openNextWeek(ada);
  for (const [summary, from, to, colorId] of events) {
    const block = page.getByRole("button", { name: new RegExp(summary) });
    const look = await block.evaluate((element) => {
      const title = element.querySelector(".event-title")!;
      const time = element.querySelector(".event-time")!;
      const [outer, own, beside] = [element, title, time].map((one) => one.getBoundingClientRect());
      const { lineHeight } = getComputedStyle(title);
      return {
        lines: own!.height / parseFloat(lineHeight),
        inside: own!.top >= outer!.top && own!.bottom <= outer!.bottom,
        first: own!.top < beside!.top || own!.left < beside!.left,
        color: getComputedStyle(element).backgroundColor,
      };
    });
    const where = `${summary}: ${JSON.stringify(look)}`;
    assert(look.inside && look.first, where);
    assert(Math.abs(look.lines - Math.round(look.lines)) < 0.1 && look.lines > 0.9, where);
    if (Date.parse(`2026-01-01T${to}Z`) - Date.parse(`2026-01-01T${from}Z`) < 2_700_000) {
      assertEquals(Math.round(look.lines), 1, where);
    }
    if (colorId) assertEquals(look.color, "rgb(213, 0, 0)", "Tomato");
  }
  await setup.shoot(ada, "readable");
}
