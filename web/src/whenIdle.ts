/**
 * Puts off what nobody looks at yet.
 *
 * @module
 */

/** Milliseconds: by then the page that was opened is on the screen. */
const AFTER = 2000;

/** Calls `act` when the page has been open for a while and the browser has nothing to do. Returns how to cancel. */
export function whenIdle(act: () => void): () => void {
  // Safari has no `requestIdleCallback`.
  const timer = setTimeout(
    () => typeof requestIdleCallback === "function" ? requestIdleCallback(() => act()) : act(),
    AFTER,
  );
  return () => clearTimeout(timer);
}
