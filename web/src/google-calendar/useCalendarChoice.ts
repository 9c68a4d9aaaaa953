"use client";

/**
 * The calendar that a new event is for: the one that got the last event, else the default account's
 * primary calendar.
 *
 * @module
 */
import { useMemo, useState } from "react";
import { isConnected } from "./accounts";
import { keepChoice, readChoice } from "./calendarChoice";
import { type CalendarRef, refFields, refFrom, refKey, refOf } from "./calendarRef";
import type { Calendar } from "./client";
import { useGoogleCalendar } from "./GoogleCalendar";
import { useCalendars } from "./useCalendars";

/** The choice of a calendar. */
export interface CalendarChoice {
  /** The calendars that events can be added to. */
  choices: Calendar[];
  /** The chosen one; null if there is none. */
  calendar: Calendar | null;
  /** The chosen one, as fields of the request. */
  fields: Partial<CalendarRef>;
  /** Chooses a calendar by its key, and remembers it on this device. */
  choose(key: string): void;
}

/** Needs `<GoogleCalendar>` around it. */
export function useCalendarChoice(): CalendarChoice {
  const { userId, connection } = useGoogleCalendar();
  const { calendars, ready } = useCalendars();
  const [chosen, setChosen] = useState(() => readChoice(userId));
  const accounts = connection?.accounts ?? [];
  const working = accounts.filter(isConnected).map(({ account_id }) => account_id).join();

  const choices = useMemo(() => {
    const works = new Set<string>(working.split(","));
    // What was chosen stays, also while its account has to be connected again.
    return calendars.filter((calendar) =>
      calendar.writable && (works.has(calendar.account_id) || keyOf(calendar) === chosen)
    );
  }, [calendars, working, chosen]);
  const calendar = choices.find((one) => keyOf(one) === chosen) ??
    choices.find(({ primary }) => primary) ?? choices[0] ?? null;

  const choose = (key: string) => {
    keepChoice(userId, key);
    setChosen(key);
  };
  const kept = chosen && !ready ? refFrom(chosen) : null;
  const isKept = accounts.some(({ account_id }) => account_id === kept?.account_id);
  // What was chosen before counts, also while the list is loading.
  const ref = isKept ? kept : calendar && refOf(calendar);
  return { choices, calendar, fields: ref ? refFields(ref, accounts) : {}, choose };
}

function keyOf(calendar: Calendar): string {
  return refKey(refOf(calendar));
}
