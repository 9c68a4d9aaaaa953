import { assertEquals } from "@std/assert";
import { swipeOf } from "./useSwipe.ts";

const at = (x: number, y: number, time: number) => ({ x, y, time });

Deno.test("a quick way to the side is a swipe; scrolling and a long press are none", () => {
  assertEquals(swipeOf(at(300, 100, 0), at(200, 110, 200)), 1);
  assertEquals(swipeOf(at(100, 100, 0), at(200, 90, 200)), -1);
  assertEquals(swipeOf(at(300, 100, 0), at(250, 100, 200)), 0, "too short");
  assertEquals(swipeOf(at(300, 100, 0), at(200, 200, 200)), 0, "down as far as aside");
  assertEquals(swipeOf(at(300, 100, 0), at(200, 100, 500)), 0, "an event is dragged");
});
