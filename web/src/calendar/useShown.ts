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

/** For calendars without a colour, and for a colour that another account's calendar has already. */
const COLORS = ["var(--gc-accent)", "#8e24aa", "#0b8043", "#c2570c", "#00796b", "#ad1457"];

/** Every calendar, and the switch for each. */
export function useShown() {
  const { userId } = useGoogleCalendar();
  const { calendars, ready, unavailable, error, reload } = useCalendars();
  const [chosen, setChosen] = useState(() => readShown(userId));

  const all = useMemo<ShownCalendar[]>(() => {
    const colors = colorsOf(calendars);
    return calendars.map((calendar, index) => {
      const ref = refOf(calendar);
      const color = colors[index]!;
      return { key: refKey(ref), ref, calendar, color, isShown: isShown(calendar, chosen) };
    });
  }, [calendars, chosen]);
  const byKey = useMemo(() => new Map(all.map((one) => [one.key, one])), [all]);

  const show = useCallback((key: string, on: boolean) => {
    setChosen((before) => {
      const after = { ...before, [key]: on };
      keepShown(userId, after);
      return after;
    });
  }, [userId]);
  return { all, byKey, ready, show, unavailable, error, reload };
}

/** Google gives each new account's calendars the same colours; here they are seen side by side. */
export function colorsOf(calendars: Pick<Calendar, "account_id" | "color">[]): string[] {
  const owners = new Map<string, string>();
  return calendars.map(({ account_id, color }) => {
    const isFree = (one: string) => (owners.get(one) ?? account_id) === account_id;
    const own = color !== null && isFree(color)
      ? color
      : COLORS.find((one) => !owners.has(one)) ?? color ?? COLORS[0]!;
    if (!owners.has(own)) owners.set(own, account_id);
    return own;
  });
}
