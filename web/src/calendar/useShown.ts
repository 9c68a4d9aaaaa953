/**
 * The calendars of all accounts, each with its colour, and which of them the person wants to see.
 *
 * @module
 */
import { useCallback, useMemo, useState } from "react";
import {
  type Calendar,
  type CalendarRef,
  isShown,
  keepShown,
  readShown,
  refKey,
  refOf,
  useCalendars,
  useGoogleCalendar,
} from "../google-calendar/index.ts";

/** A calendar as the page shows it. */
export interface ShownCalendar {
  /** The key of its reference. */
  key: string;
  ref: CalendarRef;
  calendar: Calendar;
  /** Any CSS colour. */
  color: string;
  isShown: boolean;
}

/** For calendars without a colour of their own: the app's accent for the first account. */
const COLORS = ["var(--gc-accent)", "#0b8043", "#8e24aa", "#c2570c"];

/** Every calendar, and the switch for each. */
export function useShown() {
  const { userId, connection } = useGoogleCalendar();
  const { calendars, unavailable, error, reload } = useCalendars();
  const [chosen, setChosen] = useState(() => readShown(userId));
  const accounts = (connection?.accounts ?? []).map(({ account_id }) => account_id).join();

  const all = useMemo<ShownCalendar[]>(() =>
    calendars.map((calendar) => {
      const ref = refOf(calendar);
      const place = Math.max(0, accounts.split(",").indexOf(calendar.account_id));
      const color = calendar.color ?? COLORS[place % COLORS.length]!;
      return { key: refKey(ref), ref, calendar, color, isShown: isShown(calendar, chosen) };
    }), [calendars, accounts, chosen]);
  const byKey = useMemo(() => new Map(all.map((one) => [one.key, one])), [all]);

  const show = useCallback((key: string, on: boolean) => {
    setChosen((before) => {
      const after = { ...before, [key]: on };
      keepShown(userId, after);
      return after;
    });
  }, [userId]);
  return { all, byKey, show, unavailable, error, reload };
}
