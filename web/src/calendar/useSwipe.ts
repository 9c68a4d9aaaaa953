/**
 * A finger that swipes sideways. Scrolling, and dragging an event after a long press, are no swipes.
 *
 * @module
 */
import { type TouchEvent, useMemo, useRef } from "react";
import { isRightToLeft } from "./weeks.ts";

/** Where and when a touch began or ended: CSS pixels, milliseconds. */
export interface Touched {
  x: number;
  y: number;
  time: number;
}

/** A press of this length may drag an event (`longPressDelay` of the grid). */
const LONGEST = 400;
const SHORTEST_WAY = 60;

/** 1 for a swipe to the left, -1 for one to the right, 0 for anything else. */
export function swipeOf(from: Touched, to: Touched): 1 | -1 | 0 {
  const [x, y] = [to.x - from.x, to.y - from.y];
  if (to.time - from.time > LONGEST) return 0;
  if (Math.abs(x) < SHORTEST_WAY || Math.abs(x) < 2 * Math.abs(y)) return 0;
  return x < 0 ? 1 : -1;
}

/** Handlers for the element. `onSwipe` is called with 1 for later, -1 for earlier. */
export function useSwipe(onSwipe: (step: 1 | -1) => void) {
  const latest = useRef(onSwipe);
  latest.current = onSwipe;
  return useMemo(() => {
    let from: Touched | null = null;
    const at = (event: TouchEvent): Touched => {
      const { clientX, clientY } = event.changedTouches[0]!;
      return { x: clientX, y: clientY, time: event.timeStamp };
    };
    return {
      onTouchStart(event: TouchEvent) {
        from = event.touches.length === 1 ? at(event) : null;
      },
      onTouchEnd(event: TouchEvent) {
        const step = from ? swipeOf(from, at(event)) : 0;
        from = null;
        if (step === 0) return;
        const isForward = (step === 1) !== isRightToLeft();
        latest.current(isForward ? 1 : -1);
      },
    };
  }, []);
}
