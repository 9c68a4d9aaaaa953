/**
 * The person's events in several calendars. A change shows at once, and is undone if Google refuses it.
 *
 * @module
 */
import { useCallback } from "react";
import {
  type CalendarEvent,
  type CalendarRef,
  type EventChange,
  refKey,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import { type Range, withEvent } from "./eventStore.ts";
import { rangeKey } from "./loadedCalendars.ts";
import { useAsked } from "./useAsked.ts";
import { useCalendarLoader } from "./useCalendarLoader.ts";

/** Loads the events of `range`, if it is not null, in the given calendars, and changes single events. */
export function useEvents(range: Range | null, shown: CalendarRef[]) {
  const { client } = useGoogleCalendar();
  const asked = useAsked(shown);
  const { refs, fieldsOf } = asked;
  const loader = useCalendarLoader(range, asked);
  const { state, update, turn, loading, failures, fail, reload } = loader;

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
  }, [client, update, turn, record, fail, reload, fieldsOf]);

  const hasRange = (ref: CalendarRef) =>
    range ? state.ranges.includes(rangeKey(ref, range)) : false;
  const isAsked = (ref: CalendarRef) => refs.some((one) => refKey(one) === refKey(ref));
  const isLoaded = range !== null && (shown.length === 0 || shown.some(hasRange)) &&
    shown.every((ref) => hasRange(ref) || failures.has(refKey(ref)) || !isAsked(ref));
  const everyFailed = refs.every((ref) => failures.has(refKey(ref)));
  const { events, sources } = state;
  return {
    ...{ events, sources, isLoaded, loading, failures, everyFailed },
    ...{ reload, record, change, fail, fieldsOf },
  };
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
