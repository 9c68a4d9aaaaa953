/**
 * Parts of pages that are files of their own in the build, so that who only signs in loads neither forms nor
 * calendar.
 *
 * @module
 */
import { type ComponentType, lazy, type LazyExoticComponent, useEffect } from "react";
import { noAnswer, Problem } from "./google-calendar/index.ts";

const loaders: (() => Promise<unknown>)[] = [];

/** The component that `load` imports. Needs `<Suspense>` around it. If the file cannot be loaded it says so. */
export function lazyPart<Props>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  loaders.push(load);
  return lazy(() =>
    load().then((part) => ({ default: part }), (thrown) => ({ default: notLoaded(thrown) }))
  );
}

/** The browser remembers that a file failed, so only a new page can load it again. */
function notLoaded(thrown: unknown): ComponentType<unknown> {
  const error = noAnswer(thrown);
  return () => <Problem error={error} onRetry={() => location.reload()} />;
}

/** Loads all parts while the browser has nothing to do, so that a click on a link shows its page at once. */
export function usePrefetchedParts(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return;
    const prefetch = () => loaders.forEach((load) => void load().catch(() => {}));
    // Safari has no `requestIdleCallback`.
    const timer = setTimeout(
      () => typeof requestIdleCallback === "function" ? requestIdleCallback(prefetch) : prefetch(),
      2000,
    );
    return () => clearTimeout(timer);
  }, [isWanted]);
}
