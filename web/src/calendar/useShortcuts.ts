/**
 * Listens for the keys of the calendar page. A person can turn them off, because speech input and
 * unsteady hands press letters by accident (WCAG 2.1.4).
 *
 * @module
 */
import { useEffect, useRef, useState } from "react";
import { type ShortcutActions, shortcutOf } from "./shortcuts.ts";
import { isRightToLeft } from "./weeks.ts";

const KEY = "calendar-keys-off";

/** While one of these is open the keys belong to it. */
const OPEN = 'dialog[open], :popover-open, [role="dialog"][data-date]';

/** In these the person types. */
const TYPING = 'input, textarea, select, [contenteditable=""], [contenteditable="true"]';

/** The state of the list of keys, which `KeyHelp` shows. */
export interface ShortcutsState {
  isOn: boolean;
  turn(on: boolean): void;
  isHelpOpen: boolean;
  setHelpOpen(open: boolean): void;
}

/** Acts on the keys while the component is on the page. */
export function useShortcuts(actions: Omit<ShortcutActions, "help">): ShortcutsState {
  const [isOn, setOn] = useState(() => localStorage.getItem(KEY) === null);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.isComposing || event.repeat && event.key.length === 1) return;
      if (event.target instanceof Element && event.target.closest(TYPING)) return;
      if (document.querySelector(OPEN)) return;
      const act = shortcutOf(event.key, isRightToLeft());
      if (!act) return;
      event.preventDefault();
      act({ ...latest.current, help: () => setHelpOpen(true) });
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [isOn]);
  const turn = (on: boolean) => {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "true");
    setOn(on);
  };
  return { isOn, turn, isHelpOpen, setHelpOpen };
}
