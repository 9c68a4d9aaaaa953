/**
 * The person's events. Loaded events stay visible while they are loaded again. A change shows at
 * once, and is undone if Google refuses it.
 *
 * @module
 */
import { useCallback, useEffect, useRef, useState } from "react";
import {
  type CalendarError,
  type CalendarEvent,
  type EventChange,
  type FreeTime,
  toCalendarError,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import type { Reminder } from "./reminders.ts";
import { loadRange, type Range, withEvent, withRange } from "./eventStore.ts";

/** What was loaded of a person's calendar. */
interface LoadedCalendar {
  events: CalendarEvent[];
  /** The ranges that were loaded at least once, as `start/end`. */
  ranges: string[];
  free: FreeTime | null;
  calendarZone: string | null;
  /** What `use_default: true` means in this calendar. */
  defaultReminders: Reminder[] | null;
}

const NOTHING: LoadedCalendar = {
  events: [],
  ranges: [],
  free: null,
  calendarZone: null,
  defaultReminders: null,
};
/** By user. A person who comes back to the page sees at once what was loaded before. */
const cacheByUser = new Map<string, LoadedCalendar>();

/** Loads the events of `range`, if it is not null, and changes single events. */
export function useEvents(range: Range | null) {
  const { client, userId, connection, reload: reloadConnection } = useGoogleCalendar();
  const owner = userId ?? "";
  const [state, setState] = useState(() => cacheByUser.get(owner) ?? NOTHING);
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<CalendarError | null>(null);
  /** Counts the requests: only the answer to the last one is shown. */
  const turn = useRef(0);
  const seesFreeTime = connection?.features.free_busy ?? false;
  const [start, end] = [range?.start, range?.end];
  const key = range && `${range.start}/${range.end}`;

  const update = useCallback(
    (change: (before: LoadedCalendar) => LoadedCalendar) =>
      setState((before) => {
        const after = change(before);
        cacheByUser.set(owner, after);
        return after;
      }),
    [owner],
  );

  /** The failure as a `CalendarError`. If the person has to connect, the connection is read again. */
  const fail = useCallback((thrown: unknown) => {
    const failure = toCalendarError(thrown);
    const { code } = failure;
    if (code === "reconnect_required" || code === "calendar_not_connected") void reloadConnection();
    return failure;
  }, [reloadConnection]);

  const reload = useCallback(async () => {
    if (!key || !start || !end) return;
    const mine = ++turn.current;
    setLoading(true);
    try {
      const [{ events, zone, defaultReminders }, free] = await Promise.all([
        loadRange(client, { start, end }),
        seesFreeTime ? client.findFreeTime({ time_min: start, time_max: end }) : null,
      ]);
      if (mine !== turn.current) return;
      update((before) => ({
        events: withRange(before.events, { start, end }, events),
        ranges: [...new Set([...before.ranges, key])],
        free: free ?? before.free,
        calendarZone: zone,
        defaultReminders,
      }));
      setError(null);
    } catch (thrown) {
      if (mine === turn.current) setError(fail(thrown));
    } finally {
      if (mine === turn.current) setLoading(false);
    }
  }, [client, key, start, end, seesFreeTime, update, fail]);

  useEffect(() => void reload(), [reload]);
  useEffect(() => {
    const onOnline = () => void reload();
    addEventListener("online", onOnline);
    return () => removeEventListener("online", onOnline);
  }, [reload]);

  /** Shows an event as Google stored it. */
  const record = useCallback((event: CalendarEvent) => {
    update((before) => ({ ...before, events: withEvent(before.events, event) }));
    void reload();
  }, [update, reload]);

  /** Shows the change at once, and sends it. Undoes it before rejecting with a `CalendarError`. */
  const change = useCallback(async (before: CalendarEvent, request: EventChange) => {
    const { etag } = before;
    turn.current++; // the answer to an earlier request has the event as it was
    const isSeries = request.scope === "following" || Boolean(before.recurrence);
    // The screen shows the occurrences of a series, not the series.
    if (!isSeries) {
      update((all) => ({
        ...all,
        events: withEvent(all.events, { ...before, ...visibleFields(request) }),
      }));
    }
    try {
      const after = await client.updateEvent(before.id, {
        ...request,
        if_match: etag ?? undefined,
      });
      if (isSeries) await reload();
      else record(after);
    } catch (thrown) {
      if (!isSeries) update((all) => ({ ...all, events: withEvent(all.events, before) }));
      const failure = fail(thrown);
      void reload();
      throw failure;
    }
  }, [client, update, record, fail, reload]);

  const isLoaded = key !== null && state.ranges.includes(key);
  return { ...state, isLoaded, loading, error, reload, record, change, fail };
}

/** The fields of a change that the screen shows before Google answers. */
function visibleFields(request: EventChange): Partial<CalendarEvent> {
  const { send_updates: _send, calendar_id: _calendar, attendees: _guests, ...fields } = request;
  const times = "start_datetime" in request && request.start_datetime
    ? { start_date: null, end_date: null }
    : "start_date" in request && request.start_date
    ? { start_datetime: null, end_datetime: null }
    : {};
  return { ...fields, ...times } as Partial<CalendarEvent>;
}
