import { assertEquals } from "@std/assert";
import { colorOf, EVENT_COLORS, textOn } from "./eventColors.ts";

Deno.test("an event has its own colour, else its calendar's", () => {
  assertEquals(colorOf({ color_id: "11" }, "#9fe1e7"), "#d50000");
  assertEquals(colorOf({ color_id: null }, "#9fe1e7"), "#9fe1e7");
  assertEquals(colorOf({ color_id: "99" }, "#9fe1e7"), "#9fe1e7", "a colour that nobody knows");
  assertEquals(colorOf({ color_id: null }), undefined);
  assertEquals(Object.keys(EVENT_COLORS).length, 11);
});

Deno.test("the text on each colour can be read", () => {
  const luminance = (color: string) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const share = parseInt(color.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  for (const color of Object.values(EVENT_COLORS)) {
    const [dark, light] = [luminance(color), luminance(textOn(color)!)].sort((a, b) => a - b);
    assertEquals((light! + 0.05) / (dark! + 0.05) >= 4.5, true, color);
  }
  assertEquals(textOn("var(--gc-accent)"), undefined);
  assertEquals(textOn(undefined), undefined);
});
