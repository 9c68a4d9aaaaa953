/**
 * Parts of pages that are files of their own in the build, so that who only signs in loads neither forms nor
 * calendar.
 *
 * @module
 */
import { type ComponentType, type ReactNode, startTransition, useEffect, useState } from "react";
import { noAnswer, Problem } from "./google-calendar/index.ts";
import { whenIdle } from "./whenIdle.ts";

const loaders: (() => Promise<unknown>)[] = [];

/** `fallback` is shown until the part is loaded. */
type PartProps<Props> = Props & { fallback?: ReactNode };

/**
 * The component that `load` imports, with its own fallback: `<Suspense>` would show its one for 300 ms even if the
 * file is there at once. If the file cannot be loaded it says so.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<PartProps<Props>> {
  let loaded: ComponentType<Props> | null = null;
  const loadOnce = async () => loaded ??= await load();
  loaders.push(loadOnce);
  return function LazyPart({ fallback = null, ...props }: PartProps<Props>) {
    const [Part, setPart] = useState(() => loaded);
    useEffect(() => {
      let isCurrent = true;
      // In small pieces, so that the page stays responsive.
      const show = (part: ComponentType<Props>) =>
        isCurrent && startTransition(() => setPart(() => part));
      loadOnce().then(show, (thrown) => show(notLoaded(thrown)));
      return () => {
        isCurrent = false;
      };
    }, []);
    return Part ? <Part {...props as unknown as Props} /> : fallback;
  };
}

/** The browser remembers that a file failed, so only a new page can load it again. */
function notLoaded<Props>(thrown: unknown): ComponentType<Props> {
  const error = noAnswer(thrown);
  return () => <Problem error={error} onRetry={() => location.reload()} />;
}

/** Loads the parts one after the other, and what they in turn are made of: the calendar's view. */
export async function prefetchParts(): Promise<void> {
  // Sees those that are added on the way.
  for (const load of loaders) await load().catch(() => {});
}

/**
 * Loads all small parts while the browser has nothing to do, so that a click on a link shows its page at once. The
 * calendar's view is as large as all the rest, and waits for a sign that it is wanted.
 */
export function usePrefetchedParts(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return;
    const prefetch = () => loaders.slice().forEach((load) => void load().catch(() => {}));
    return whenIdle(prefetch);
  }, [isWanted]);
}
