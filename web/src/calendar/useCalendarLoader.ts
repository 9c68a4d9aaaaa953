/**
 * Loads the events of several calendars, all at once. Loaded events stay visible while they
 * are loaded again, and if one calendar cannot be loaded the others are.
 *
 * @module
 */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import {
  type CalendarError,
  refKey,
  toCalendarError,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import { loadRange, type Range, withRange } from "./eventStore.ts";
import { type Change, rangeKey, useLoadedCalendars, wasLoaded } from "./loadedCalendars.ts";
import type { Asked } from "./useAsked.ts";

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

/** Loads the asked calendars whenever they or the range change. */
export function useCalendarLoader(range: Range | null, { refs, fieldsOf }: Asked) {
  const { client, userId, reload: reloadConnection } = useGoogleCalendar();
  const owner = userId ?? "";
  const [state, update] = useLoadedCalendars(owner);
  const [loading, setLoading] = useState(false);
  const [failures, setFailures] = useState(NO_FAILURES);
  /** Counts the requests: only the answer to the last one is shown. */
  const turn = useRef(0);
  const [start, end] = [range?.start, range?.end];
  // Whoever asks for a reload after an answer of Google means what is on the screen by then.
  const latest = useRef({ refs, start, end });
  useLayoutEffect(() => {
    latest.current = { refs, start, end };
  });

  /** The failure as a `CalendarError`. If the person has to connect, the connection is read again. */
  const fail = useCallback((thrown: unknown) => {
    const failure = toCalendarError(thrown);
    if (CONNECTION_CHANGED.has(failure.code)) void reloadConnection();
    return failure;
  }, [reloadConnection]);

  const reload = useCallback(async () => {
    const { refs, start, end } = latest.current;
    if (!start || !end) return;
    const mine = ++turn.current;
    const failed = new Map<string, CalendarError>();
    setLoading(true);
    // What is new on the screen appears at once. What is loaded again appears together, because the
    // library starts over with each change, also in the middle of a drag.
    const later: Change[] = [];
    const loadEvents = refs.map(async (ref) => {
      const key = refKey(ref);
      try {
        const { events, ...source } = await loadRange(client, { start, end }, fieldsOf(ref));
        if (mine !== turn.current) return;
        const isNew = !wasLoaded(owner, ref, { start, end });
        const here = events.map((event) => ({ ...event, ...ref }));
        const change: Change = (before) => ({
          ...before,
          events: withRange(before.events, { start, end }, here, ref),
          ranges: [...new Set([...before.ranges, rangeKey(ref, { start, end })])],
          sources: new Map(before.sources).set(key, source),
        });
        if (isNew) update(change);
        else later.push(change);
      } catch (thrown) {
        failed.set(key, toCalendarError(thrown));
      }
    });
    await Promise.all(loadEvents);
    if (mine !== turn.current) return;
    update((before) => later.reduce((state, change) => change(state), before));
    const changed = [...failed.values()].find(({ code }) => CONNECTION_CHANGED.has(code));
    if (changed) fail(changed);
    setFailures(failed);
    setLoading(false);
  }, [client, owner, update, fail, fieldsOf]);

  useEffect(() => void reload(), [reload, refs, start, end]);
  useEffect(() => {
    const onOnline = () => void reload();
    addEventListener("online", onOnline);
    return () => removeEventListener("online", onOnline);
  }, [reload]);

  return { state, update, turn, loading, failures, fail, reload };
}
