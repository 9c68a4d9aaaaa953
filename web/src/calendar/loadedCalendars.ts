/**
 * What was loaded of a person's calendars. It stays in memory from page to page.
 *
 * @module
 */
import { useCallback, useState } from "react";
import { type CalendarEvent, type CalendarRef, refKey } from "../google-calendar/index.ts";
import type { Range } from "./eventStore.ts";
import type { Reminder } from "./reminders.ts";

/** What a calendar says of itself. */
export interface Source {
  zone: string;
  /** What `use_default: true` means in this calendar. */
  defaultReminders: Reminder[];
}

/** What was loaded of a person's calendars. */
export interface LoadedCalendars {
  events: CalendarEvent[];
  /** The ranges that were loaded at least once, as `calendar start/end`. */
  ranges: string[];
  sources: ReadonlyMap<string, Source>;
}

/** Makes the next state. */
export type Change = (before: LoadedCalendars) => LoadedCalendars;

const NOTHING: LoadedCalendars = { events: [], ranges: [], sources: new Map() };

/** By user. A person who comes back to the page sees at once what was loaded before. */
const cacheByUser = new Map<string, LoadedCalendars>();

/** The state of one user, and the function that changes it. */
export function useLoadedCalendars(owner: string): [LoadedCalendars, (change: Change) => void] {
  const [state, setState] = useState(() => cacheByUser.get(owner) ?? NOTHING);
  const update = useCallback(
    (change: Change) =>
      setState((before) => {
        const after = change(before);
        cacheByUser.set(owner, after);
        return after;
      }),
    [owner],
  );
  return [state, update];
}

/** True if the range of the calendar was loaded before, by this page or an earlier one. */
export function wasLoaded(owner: string, ref: CalendarRef, range: Range): boolean {
  return cacheByUser.get(owner)?.ranges.includes(rangeKey(ref, range)) ?? false;
}

/** The name of a calendar's range. */
export function rangeKey(ref: CalendarRef, { start, end }: Range): string {
  return `${refKey(ref)} ${start}/${end}`;
}
