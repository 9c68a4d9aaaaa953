/**
 * The events of several calendars in a range. What was loaded before is shown at once, and loaded again
 * behind. If one calendar cannot be loaded the others are.
 *
 * @module
 */
import { useQueries } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef } from "react";
import {
  type CalendarError,
  type CalendarRef,
  refKey,
  toCalendarError,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import { queries } from "../queries.ts";
import { rangeQuery, reloadEvents } from "./eventCache.ts";
import type { Range, RangeData } from "./eventStore.ts";
import { useAsked } from "./useAsked.ts";
import { useReadMirror } from "../mirror/useReadMirror.ts";
import { useMirroredKeys, useMirrors } from "../mirror/useMirrors.ts";

/** Failures by the calendar's key. */
export type Failures = ReadonlyMap<string, CalendarError>;

/** For the case that everything could be loaded. */
export const NO_FAILURES: Failures = new Map();

/** The person has to do something, or did it in another tab: the connection is read again. */
const CONNECTION_CHANGED = new Set([
  "reconnect_required",
  "calendar_not_connected",
  "account_not_found",
]);

/** Stands for the range before the first view. */
const NOWHERE: Range = { start: "", end: "" };

/** Loads the events of `range`, if it is not null, in the given calendars. */
export function useEvents(range: Range | null, shown: CalendarRef[]) {
  const { client, userId: user, reload: reloadConnection } = useGoogleCalendar();
  const userId = user ?? "";
  const { mirrors, isKnown: isSourceKnown } = useMirrors();
  const { refs, fieldsOf } = useAsked(shown, useMirroredKeys(mirrors));
  const readMirror = useReadMirror();
  const source = useMemo(
    () => ({ client, userId, fieldsOf, readMirror }),
    [client, userId, fieldsOf, readMirror],
  );
  const asked = new Set(refs.map(refKey));
  const results = useQueries({
    queries: shown.map((ref) => ({
      ...rangeQuery(source, ref, range ?? NOWHERE),
      // What was loaded of an account that has to be connected again stays.
      enabled: range !== null && isSourceKnown && asked.has(refKey(ref)),
    })),
  }, queries);

  const answers = useSameItems(results.map(({ data }) => data));
  const events = useMemo(() => answers.flatMap((data) => data?.events ?? []), [answers]);
  const sources = useMemo(
    () =>
      new Map(
        shown.flatMap((ref, index): [string, RangeData][] => {
          const data = answers[index];
          return data ? [[refKey(ref), data]] : [];
        }),
      ),
    [answers, shown],
  );
  const errors = useSameItems(results.map(({ error }) => error));
  const failures = useMemo<Failures>(() => {
    const failed = shown.flatMap((ref, index): [string, CalendarError][] => {
      const error = errors[index];
      return error ? [[refKey(ref), toCalendarError(error)]] : [];
    });
    return failed.length === 0 ? NO_FAILURES : new Map(failed);
  }, [errors, shown]);

  /** The failure as a `CalendarError`. If the person has to connect, the connection is read again. */
  const fail = useCallback((thrown: unknown) => {
    const failure = toCalendarError(thrown);
    if (CONNECTION_CHANGED.has(failure.code)) void reloadConnection();
    return failure;
  }, [reloadConnection]);
  useEffect(() => {
    const changed = [...failures.values()].find(({ code }) => CONNECTION_CHANGED.has(code));
    if (changed) fail(changed);
  }, [failures, fail]);
  const reload = useCallback(() => reloadEvents(userId), [userId]);

  const isKnown = shown.map((ref, index) =>
    answers[index]?.isWhole || failures.has(refKey(ref)) || !asked.has(refKey(ref))
  );
  const isLoaded = range !== null && isKnown.every(Boolean) &&
    (shown.length === 0 || answers.some((data) => data?.isWhole));
  return {
    ...{ source, refs, events, sources, failures, isLoaded, reload, fail, mirrors },
    loading: !isSourceKnown || results.some(({ fetchStatus }) => fetchStatus === "fetching"),
    /** Some calendars wait for the network. */
    waiting: results.some(({ fetchStatus }) => fetchStatus === "paused"),
    everyFailed: refs.every((ref) => failures.has(refKey(ref))),
  };
}

/** The same array for the same items. */
function useSameItems<T>(items: T[]): T[] {
  const last = useRef(items);
  const isSame = items.length === last.current.length &&
    items.every((item, index) => item === last.current[index]);
  if (!isSame) last.current = items;
  return last.current;
}
