import { assert } from "@std/assert";
import { steady } from "./steadyInputs.ts";

const input = (id: string, day: number, title = id) => ({
  id,
  title,
  start: `2026-08-${day}T09:00:00Z`,
  end: `2026-08-${day}T10:00:00Z`,
  allDay: false,
});
const WEEK = { start: "2026-08-10T00:00:00Z", end: "2026-08-17T00:00:00Z" };

Deno.test("equal events are the same list, in any order", () => {
  const before = [input("a", 11), input("b", 12)];
  assert(steady(before, [input("b", 12), input("a", 11)], WEEK) === before);
});

Deno.test("events outside of the visible range may be left out of the new list", () => {
  const before = [input("a", 11), input("later", 25)];
  assert(steady(before, [input("a", 11)], WEEK) === before);
});

Deno.test("an event that is new, changed, or gone from the visible range makes a new list", () => {
  const before = [input("a", 11), input("b", 12)];
  for (
    const next of [
      [input("a", 11), input("b", 12), input("c", 13)],
      [input("a", 11), input("b", 13)],
      [input("a", 11), input("b", 12, "other")],
      [input("a", 11)],
    ]
  ) assert(steady(before, next, WEEK) === next);
  const shorter = [input("a", 11)];
  assert(steady(before, shorter, null) === shorter);
});
