/**
 * The keys of the calendar page.
 *
 * @module
 */
import type { Texts } from "./english.ts";
import type { View } from "./place.ts";

/** What a key can do. */
export interface ShortcutActions {
  today(): void;
  show(view: View): void;
  move(step: 1 | -1): void;
  add(): void;
  /** Opens the panel for going to a date. */
  date(): void;
  help(): void;
}

/** One line of the list that `?` shows. */
export interface Shortcut {
  /** As in `KeyboardEvent.key`. */
  keys: string[];
  text: keyof Texts;
  /** Absent if another part of the page acts on the keys. */
  act?: (actions: ShortcutActions) => void;
}

/** All keys. The arrows are as on a page that is written from left to right. */
export const SHORTCUTS: Shortcut[] = [
  { keys: ["t"], text: "keyToday", act: (on) => on.today() },
  { keys: ["d"], text: "keyDay", act: (on) => on.show("day") },
  { keys: ["w"], text: "keyWeek", act: (on) => on.show("week") },
  { keys: ["m"], text: "keyMonth", act: (on) => on.show("month") },
  { keys: ["a"], text: "keyAgenda", act: (on) => on.show("agenda") },
  { keys: ["ArrowRight", "j"], text: "keyNext", act: (on) => on.move(1) },
  { keys: ["ArrowLeft", "k"], text: "keyPrevious", act: (on) => on.move(-1) },
  { keys: ["c", "n"], text: "keyNew", act: (on) => on.add() },
  { keys: ["/"], text: "keyDate", act: (on) => on.date() },
  { keys: ["ArrowUp", "ArrowDown"], text: "keyEvents" },
  { keys: ["?"], text: "keyHelp", act: (on) => on.help() },
];

/** What a key does; undefined for a key that does nothing. */
export function shortcutOf(key: string, isRightToLeft: boolean): Shortcut["act"] {
  const opposite: Record<string, string> = { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" };
  const meant = isRightToLeft ? opposite[key] ?? key : key;
  return SHORTCUTS.find(({ keys }) => keys.includes(meant))?.act;
}
