import { assertEquals } from "@std/assert";
import { timeFormat } from "./timeFormat.ts";

const at = (hour: number, minute = 0) => ({ hour, minute });

Deno.test("times are written as the language writes them, twice the same", () => {
  const british = timeFormat("en-GB");
  assertEquals(british({ start: at(9), end: at(10, 30) }), "09:00–10:30");
  assertEquals(british({ start: at(9), end: at(10, 30) }), "09:00–10:30");
  assertEquals(british({ start: at(9) }), "9:00");
  const american = timeFormat("en-US")({ start: at(9), end: at(15) });
  assertEquals(american.replaceAll(/\s+/g, " "), "9:00 AM – 3:00 PM");
});

Deno.test("an event over midnight has no dates in its times", () => {
  assertEquals(timeFormat("en-GB")({ start: at(23), end: at(1) }), "23:00 – 1:00");
});
