/**
 * Loads data for pages. Data that was loaded before is shown at once, and loaded again behind it.
 *
 * @module
 */
import { useQuery } from "@tanstack/react-query";
import { type CalendarError, toCalendarError } from "./google-calendar/index.ts";
import { queries } from "./queries.ts";

/** `error` beside a value: the value could not be loaded again. */
export interface Loaded<T> {
  value: T | null;
  error: CalendarError | null;
  reload(): void;
}

/**
 * Loads a value with `load`. `key` contains the user's id, so that nobody sees the data of another user.
 * A null key loads nothing.
 */
export function useLoaded<T>(key: string | null, load: () => Promise<T>): Loaded<T> {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["page", key],
    queryFn: load,
    enabled: key !== null,
    // Offline it fails, and the page says so.
    networkMode: "always",
  }, queries);
  return {
    value: data ?? null,
    error: error && !isFetching ? toCalendarError(error) : null,
    reload: () => void refetch(),
  };
}
