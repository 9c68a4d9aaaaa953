/**
 * Loads data for the small pages. Data that was loaded before is shown at once, and loaded again behind it.
 * The calendar page has TanStack Query for this, which would be a tenth of what a small page loads.
 *
 * @module
 */
import { useCallback, useEffect, useState } from "react";
import { onForget } from "./forget.ts";
import { type CalendarError, toCalendarError } from "./google-calendar/index.ts";

/** `error` beside a value: the value could not be loaded again. */
export interface Loaded<T> {
  value: T | null;
  error: CalendarError | null;
  reload(): void;
}

const cache = new Map<string, unknown>();

onForget(() => cache.clear());

/**
 * Loads a value with `load`, which must be a stable function. `key` contains the user's id, so that
 * nobody sees the data of another user. A null key loads nothing.
 */
export function useLoaded<T>(key: string | null, load: () => Promise<T>): Loaded<T> {
  const [failed, setFailed] = useState<{ key: string; error: CalendarError } | null>(null);
  const [, setVersion] = useState(0);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (key === null) return;
    let current = true;
    load().then((value) => {
      if (!current) return;
      cache.set(key, value);
      setFailed(null);
      setVersion((version) => version + 1);
    }, (thrown) => current && setFailed({ key, error: toCalendarError(thrown) }));
    return () => {
      current = false;
    };
  }, [key, load, attempt]);

  const reload = useCallback(() => {
    setFailed(null);
    setAttempt((before) => before + 1);
  }, []);

  return {
    value: key === null ? null : (cache.get(key) as T | undefined) ?? null,
    error: failed && failed.key === key ? failed.error : null,
    reload,
  };
}
