/**
 * The person's events around what is on the screen. What is known stays there while it is asked for
 * again; a change shows at once and is taken back where Google refuses it.
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

/** What is known of a person's calendar. */
interface Known {
  events: CalendarEvent[];
  /** Ranges that were loaded at least once. */
  ranges: string[];
  free: FreeTime | null;
  calendarZone: string | null;
  /** What "default reminders" are in this calendar. */
  defaultReminders: Reminder[] | null;
}

const NOTHING: Known = {
  events: [],
  ranges: [],
  free: null,
  calendarZone: null,
  defaultReminders: null,
};
/** By user: pages come and go, what was loaded is shown at once when the person comes back. */
const kept = new Map<string, Known>();

/** Events, and the ways to look again and to change one. `range` is null until a view is shown. */
export function useEvents(range: Range | null) {
  const { client, userId, connection, reload: reloadConnection } = useGoogleCalendar();
  const owner = userId ?? "";
  const [known, setKnown] = useState<Known>(() => kept.get(owner) ?? NOTHING);
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<CalendarError | null>(null);
  const turn = useRef(0);
  const seesFreeTime = connection?.features.free_busy ?? false;
  const key = range && `${range.start}/${range.end}`;

  const set = useCallback((change: (before: Known) => Known) =>
    setKnown((before) => {
      const after = change(before);
      kept.set(owner, after);
      return after;
    }), [owner]);

  /** A failure that only the person can mend shows on the connection, too. */
  const failed = useCallback((thrown: unknown) => {
    const failure = toCalendarError(thrown);
    const { code } = failure;
    if (code === "reconnect_required" || code === "calendar_not_connected") void reloadConnection();
    return failure;
  }, [reloadConnection]);

  const reload = useCallback(async () => {
    if (!key) return;
    const [start, end] = key.split("/");
    const mine = ++turn.current;
    setLoading(true);
    try {
      const [{ events, zone, defaultReminders }, free] = await Promise.all([
        loadRange(client, { start, end }),
        seesFreeTime ? client.findFreeTime({ time_min: start, time_max: end }) : null,
      ]);
      if (mine !== turn.current) return; // a later look knows more
      set((before) => ({
        events: withRange(before.events, { start, end }, events),
        ranges: [...new Set([...before.ranges, key])],
        free: free ?? before.free,
        calendarZone: zone,
        defaultReminders,
      }));
      setError(null);
    } catch (thrown) {
      if (mine === turn.current) setError(failed(thrown));
    } finally {
      if (mine === turn.current) setLoading(false);
    }
  }, [client, key, seesFreeTime, set, failed]);

  useEffect(() => void reload(), [reload]);
  useEffect(() => {
    const again = () => void reload();
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [reload]);

  /** An event that Google has stored. */
  const record = useCallback((event: CalendarEvent) => {
    set((before) => ({ ...before, events: withEvent(before.events, event) }));
    void reload();
  }, [set, reload]);

  /** Shows the change at once. Rejects with a `CalendarError` after taking it back. */
  const change = useCallback(async (before: CalendarEvent, request: EventChange) => {
    const { etag } = before;
    turn.current++; // a list that is under way would show the event where it was
    const isSeries = request.scope === "following" || Boolean(before.recurrence);
    // A series is not on the screen: its occurrences are.
    if (!isSeries) {
      set((all) => ({ ...all, events: withEvent(all.events, { ...before, ...shown(request) }) }));
    }
    try {
      const after = await client.updateEvent(before.id, {
        ...request,
        if_match: etag ?? undefined,
      });
      if (isSeries) await reload();
      else record(after);
    } catch (thrown) {
      if (!isSeries) set((all) => ({ ...all, events: withEvent(all.events, before) }));
      const failure = failed(thrown);
      void reload();
      throw failure;
    }
  }, [client, set, record, failed, reload]);

  const isKnown = key !== null && known.ranges.includes(key);
  return { ...known, isKnown, loading, error, reload, record, change, failed };
}

/** The parts of a change that are seen before Google has answered. */
function shown(request: EventChange): Partial<CalendarEvent> {
  const { send_updates: _send, calendar_id: _calendar, attendees: _guests, ...fields } = request;
  const times = "start_datetime" in request && request.start_datetime
    ? { start_date: null, end_date: null }
    : "start_date" in request && request.start_date
    ? { start_datetime: null, end_datetime: null }
    : {};
  return { ...fields, ...times } as Partial<CalendarEvent>;
}
