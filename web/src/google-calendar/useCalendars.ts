"use client";

/**
 * The calendars of all connected accounts.
 *
 * @module
 */
import { useCallback } from "react";
import type { Calendar, CalendarError, CalendarList } from "./client";
import { useGoogleCalendar } from "./GoogleCalendar";
import { useLoadedCalendars } from "./useCalendarList";

/** What `useCalendars` knows. */
export interface Calendars {
  /** The default account's first. Of an account whose list is not known, the primary calendar. */
  calendars: Calendar[];
  /** False before the first answer. */
  ready: boolean;
  /** Accounts whose list could not be read, and the error's code. */
  unavailable: CalendarList["unavailable"];
  /** Why the list could not be loaded. */
  error: CalendarError | null;
  reload(): Promise<void>;
}

/** Loads the list when the component appears, unless it was loaded a moment ago. */
export function useCalendars(): Calendars {
  const state = useGoogleCalendar();
  const { calendars, calendarsReady: ready, unavailable, calendarsError: error } = state;
  const { loadCalendars } = state;
  useLoadedCalendars(state);
  const reload = useCallback(() => loadCalendars(true), [loadCalendars]);
  return { calendars, ready, unavailable, error, reload };
}
