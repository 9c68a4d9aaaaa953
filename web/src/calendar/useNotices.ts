/**
 * What the person just did, each with a way to take it back for a while.
 *
 * @module
 */
import { useCallback, useMemo, useRef, useState } from "react";

/** One notice. */
export interface Notice {
  id: number;
  /** The event that it is about. A newer notice about the same event replaces the older one. */
  about: string;
  text: string;
  /** Null if it cannot be taken back. */
  onUndo: (() => void) | null;
  /** Whether the time runs, after which the notice goes. */
  isTimed: boolean;
  /** At the end of the time. Without it the notice goes by itself. */
  onExpire?: (() => void) | undefined;
  /** The pressed button disappeared with the event, so the notice takes the focus. */
  takesFocus?: boolean | undefined;
}

/** More would hide the calendar. A deletion that can be undone always stays. */
const MOST = 2;

/** The notices, the oldest first. */
export function useNotices() {
  const [notices, setNotices] = useState<Notice[]>([]);
  const lastId = useRef(0);

  const add = useCallback((notice: Omit<Notice, "id">) => {
    const id = ++lastId.current;
    setNotices((before) => {
      const others = before.filter(({ about, onExpire }) => onExpire || about !== notice.about);
      const surplus = others.filter(({ onExpire }) => !onExpire)
        .slice(0, -(MOST - 1)).map((one) => one.id);
      return [...others.filter((one) => !surplus.includes(one.id)), { ...notice, id }];
    });
    return id;
  }, []);
  const update = useCallback((id: number, change: Partial<Notice>) => {
    setNotices((before) => before.map((one) => one.id === id ? { ...one, ...change } : one));
  }, []);
  const remove = useCallback((id: number) => {
    setNotices((before) => before.filter((one) => one.id !== id));
  }, []);
  return useMemo(() => ({ notices, add, update, remove }), [notices, add, update, remove]);
}
