import { assertEquals } from "@std/assert";
import { colorsOf } from "./useShown.ts";

const calendar = (account_id: string, color: string | null) => ({ account_id, color });

Deno.test("calendars keep Google's colours, unless another account has the colour already", () => {
  const blue = "#9fe1e7";
  const colors = colorsOf([
    calendar("a1", blue),
    calendar("a1", blue),
    calendar("a2", blue),
    calendar("a2", "#b3dc6c"),
  ]);
  assertEquals([colors[0], colors[1], colors[3]], [blue, blue, "#b3dc6c"]);
  assertEquals(colors[2] !== blue, true);
});

Deno.test("calendars without colours are told apart", () => {
  const colors = colorsOf([calendar("a1", null), calendar("a2", null), calendar("a3", null)]);
  assertEquals(new Set(colors).size, 3);
});
