/**
 * Waits for the calendar library, which measures its own first drawing and then moves everything.
 *
 * @module
 */
import { useEffect, useState } from "react";

/** Of drawing: the library measures in one, and moves in the next. */
const FRAMES = 3;

/** False until everything is in its place. Until then it should not be visible. */
export function useLaidOut(): boolean {
  const [isLaidOut, setLaidOut] = useState(false);
  useEffect(() => {
    let left = FRAMES;
    let frame = requestAnimationFrame(function next() {
      if (--left === 0) return setLaidOut(true);
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return isLaidOut;
}
