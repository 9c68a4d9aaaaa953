import { assertEquals } from "@std/assert";
import { placeBeside } from "./usePlace.ts";

const SCREEN = { width: 1000, height: 800 };
const DIALOG = { width: 400, height: 300 };

const box = (left: number, top: number, width: number, height: number) => ({
  ...{ left, top, width, height, right: left + width, bottom: top + height },
});

Deno.test("the dialog is at the right of the event, or at its left where there is no room", () => {
  assertEquals(placeBeside(box(100, 200, 100, 50), DIALOG, SCREEN), { left: 208, top: 200 });
  assertEquals(placeBeside(box(700, 200, 100, 50), DIALOG, SCREEN), { left: 292, top: 200 });
});

Deno.test("beside an event that is as wide as the screen it is below or above", () => {
  assertEquals(placeBeside(box(0, 100, 1000, 50), DIALOG, SCREEN), { left: 300, top: 158 });
  assertEquals(placeBeside(box(0, 600, 1000, 50), DIALOG, SCREEN), { left: 300, top: 292 });
});

Deno.test("it never leaves the screen", () => {
  assertEquals(placeBeside(box(100, 780, 100, 50), DIALOG, SCREEN).top, 492);
  assertEquals(placeBeside(box(100, -90, 100, 50), DIALOG, SCREEN).top, 8);
  assertEquals(placeBeside(box(0, 0, 300, 50), DIALOG, { width: 320, height: 200 }).left, 8);
});
