/**
 * Loading for pages: what was loaded before is shown at once and asked for again behind it.
 *
 * @module
 */
import { useCallback, useEffect, useState } from "react";
import { type CalendarError, toCalendarError } from "./google-calendar/index.ts";

/** `error` beside a value: it could not be looked at again. */
export interface Loaded<T> {
  value: T | null;
  error: CalendarError | null;
  reload(): void;
}

const known = new Map<string, unknown>();

/** Forgets everything that was loaded; for when somebody signs out. */
export function forgetLoaded(): void {
  known.clear();
}

/**
 * Loads `key` by `load`, which has to be stable. The key names whose
 * value it is, so that nobody is shown what another person loaded. A null key loads nothing.
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
      known.set(key, value);
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
    value: key === null ? null : (known.get(key) as T | undefined) ?? null,
    error: failed && failed.key === key ? failed.error : null,
    reload,
  };
}
