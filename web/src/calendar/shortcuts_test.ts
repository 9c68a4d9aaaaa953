import { assertEquals } from "@std/assert";
import { type ShortcutActions, shortcutOf, SHORTCUTS } from "./shortcuts.ts";

/** What the key does, as text. */
function pressed(key: string, isRightToLeft = false): string[] {
  const done: string[] = [];
  const note = (name: string) => (value?: unknown) => {
    done.push(value === undefined ? name : `${name} ${value}`);
  };
  const actions: ShortcutActions = {
    today: note("today"),
    show: note("show"),
    move: note("move"),
    add: note("add"),
    date: note("date"),
    help: note("help"),
  };
  shortcutOf(key, isRightToLeft)?.(actions);
  return done;
}

Deno.test("each key does one thing, and other keys do nothing", () => {
  const all = ["t", "d", "w", "m", "a", "j", "k", "c", "n", "/", "?", "ArrowRight", "x", "Enter"];
  assertEquals(all.flatMap((key) => pressed(key)), [
    "today",
    "show day",
    "show week",
    "show month",
    "show agenda",
    "move 1",
    "move -1",
    "add",
    "add",
    "date",
    "help",
    "move 1",
  ]);
  const keys = SHORTCUTS.flatMap(({ keys }) => keys);
  assertEquals(new Set(keys).size, keys.length);
});

Deno.test("from right to left the arrows are mirrored, and the letters are not", () => {
  assertEquals(["ArrowLeft", "ArrowRight", "j"].flatMap((key) => pressed(key, true)), [
    "move 1",
    "move -1",
    "move 1",
  ]);
});
