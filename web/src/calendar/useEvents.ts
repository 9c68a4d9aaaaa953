/**
 * The person's events in several calendars. Loaded events stay visible while they are loaded again,
 * and if one calendar cannot be loaded the others are. A change shows at once, and is undone if Google
 * refuses it.
 *
 * @module
 */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import {
  type CalendarError,
  type CalendarEvent,
  type CalendarRef,
  type EventChange,
  findFreeTimes,
  type FreeTime,
  isConnected,
  mergeFreeTimes,
  refFields,
  refKey,
  toCalendarError,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import { loadRange, type Range, withEvent, withRange } from "./eventStore.ts";
import type { Reminder } from "./reminders.ts";

/** What a calendar says of itself. */
export interface Source {
  zone: string;
  /** What `use_default: true` means in this calendar. */
  defaultReminders: Reminder[];
}

/** What was loaded of a person's calendars. */
interface LoadedCalendars {
  events: CalendarEvent[];
  /** The ranges that were loaded at least once, as `calendar start/end`. */
  ranges: string[];
  sources: ReadonlyMap<string, Source>;
  /** By account. */
  free: ReadonlyMap<string, FreeTime>;
}

type Change = (before: LoadedCalendars) => LoadedCalendars;

/** Failures by the calendar's key, or by the account if its free time could not be loaded. */
type Failures = ReadonlyMap<string, CalendarError>;

const NOTHING: LoadedCalendars = { events: [], ranges: [], sources: new Map(), free: new Map() };
const NO_FAILURES: Failures = new Map();

/** By user. A person who comes back to the page sees at once what was loaded before. */
const cacheByUser = new Map<string, LoadedCalendars>();

/** The person has to do something, or did it in another tab: the connection is read again. */
const CONNECTION_CHANGED = new Set([
  "reconnect_required",
  "calendar_not_connected",
  "account_not_found",
]);

/** Loads the events of `range`, if it is not null, in the given calendars, and changes single events. */
export function useEvents(range: Range | null, shown: CalendarRef[]) {
  const { client, userId, connection, reload: reloadConnection } = useGoogleCalendar();
  const owner = userId ?? "";
  const [state, setState] = useState(() => cacheByUser.get(owner) ?? NOTHING);
  const [loading, setLoading] = useState(false);
  const [failures, setFailures] = useState(NO_FAILURES);
  /** Counts the requests: only the answer to the last one is shown. */
  const turn = useRef(0);
  const accounts = connection?.accounts ?? [];
  const [start, end] = [range?.start, range?.end];

  const latestAccounts = useRef(accounts);
  latestAccounts.current = accounts;
  const fieldsOf = useCallback(
    (ref: CalendarRef) => refFields(ref, latestAccounts.current),
    [],
  );

  const working = accounts.filter(isConnected);
  // An account that has to be connected again is not asked. What was loaded of it stays.
  const asked = shown.filter((ref) => working.some((one) => one.account_id === ref.account_id));
  const seesFree = asked.filter(({ account_id }) =>
    working.some((one) => one.account_id === account_id && one.features.free_busy)
  );
  const refs = useSameRefs(asked);
  const freeRefs = useSameRefs(seesFree);

  const update = useCallback(
    (change: Change) =>
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
    if (CONNECTION_CHANGED.has(failure.code)) void reloadConnection();
    return failure;
  }, [reloadConnection]);

  const reload = useCallback(async () => {
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
        const known = rangeKey(ref, { start, end });
        const isNew = !cacheByUser.get(owner)?.ranges.includes(known);
        const here = events.map((event) => ({ ...event, ...ref }));
        const change: Change = (before) => ({
          ...before,
          events: withRange(before.events, { start, end }, here, ref),
          ranges: [...new Set([...before.ranges, known])],
          sources: new Map(before.sources).set(key, source),
        });
        if (isNew) update(change);
        else later.push(change);
      } catch (thrown) {
        failed.set(key, toCalendarError(thrown));
      }
    });
    const loadFree = async () => {
      const { byAccount, failures: withoutFree } = await findFreeTimes(client, freeRefs, {
        time_min: start,
        time_max: end,
      });
      for (const [account, error] of withoutFree) failed.set(account, error);
      later.push((before) => ({ ...before, free: new Map([...before.free, ...byAccount]) }));
    };
    await Promise.all([...loadEvents, loadFree()]);
    if (mine !== turn.current) return;
    update((before) => later.reduce((state, change) => change(state), before));
    const changed = [...failed.values()].find(({ code }) => CONNECTION_CHANGED.has(code));
    if (changed) fail(changed);
    setFailures(failed);
    setLoading(false);
  }, [client, owner, refs, freeRefs, start, end, update, fail, fieldsOf]);

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
        ...fieldsOf(before),
        if_match: etag ?? undefined,
      });
      if (isSeries) await reload();
      else record({ ...after, account_id: before.account_id, calendar_id: before.calendar_id });
    } catch (thrown) {
      if (!isSeries) update((all) => ({ ...all, events: withEvent(all.events, before) }));
      const failure = fail(thrown);
      void reload();
      throw failure;
    }
  }, [client, update, record, fail, reload, fieldsOf]);

  const hasRange = (ref: CalendarRef) =>
    start && end ? state.ranges.includes(rangeKey(ref, { start, end })) : false;
  const isAsked = (ref: CalendarRef) => refs.some((one) => refKey(one) === refKey(ref));
  const isLoaded = range !== null && (shown.length === 0 || shown.some(hasRange)) &&
    shown.every((ref) => hasRange(ref) || failures.has(refKey(ref)) || !isAsked(ref));
  const everyFailed = refs.every((ref) => failures.has(refKey(ref)));
  const free = useMemo(() => {
    const known = [...new Set(freeRefs.map(({ account_id }) => account_id))]
      .flatMap((account) => state.free.get(account) ?? []);
    return mergeFreeTimes(known);
  }, [freeRefs, state.free]);
  const { events, sources } = state;
  return {
    ...{ events, sources, free, isLoaded, loading, failures, everyFailed },
    ...{ reload, record, change, fail, fieldsOf },
  };
}

/** The same array for the same calendars. */
function useSameRefs(refs: CalendarRef[]): CalendarRef[] {
  const key = refs.map(refKey).join(" ");
  return useMemo(() => refs, [key]);
}

function rangeKey(ref: CalendarRef, { start, end }: Range): string {
  return `${refKey(ref)} ${start}/${end}`;
}

/** The fields of a change that the screen shows before Google answers. */
function visibleFields(request: EventChange): Partial<CalendarEvent> {
  const {
    send_updates: _send,
    calendar_id: _calendar,
    account_id: _account,
    attendees: _guests,
    ...fields
  } = request;
  const times = "start_datetime" in request && request.start_datetime
    ? { start_date: null, end_date: null }
    : "start_date" in request && request.start_date
    ? { start_datetime: null, end_datetime: null }
    : {};
  return { ...fields, ...times } as Partial<CalendarEvent>;
}
