"use client";

/**
 * Loads the list of calendars when a component first needs it, once for all pages. The last answer
 * stays while the list is loaded again, and for an account that cannot be read.
 *
 * @module
 */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { isConnected } from "./accounts";
import {
  type AccountConnection,
  type Calendar,
  type CalendarClient,
  type CalendarError,
  type CalendarList,
  toCalendarError,
} from "./client";

/** The calendars of all accounts, and the state of loading them. */
export interface CalendarListState {
  /** Of an account whose list is not known, the primary calendar. The default account's first. */
  calendars: Calendar[];
  /** False before the first answer. */
  calendarsReady: boolean;
  /** Accounts whose list could not be read, and the error's code. */
  unavailable: CalendarList["unavailable"];
  calendarsError: CalendarError | null;
  /** Loads the list if it is needed: `again` also if it was loaded a moment ago. */
  loadCalendars(again?: boolean): Promise<void>;
}

/** Milliseconds, as for the connection. */
const FRESH = 30_000;

/** The scope without which the list is the primary calendar alone. */
const LIST_SCOPE = /\/auth\/calendar(\.readonly|\.calendarlist(\.readonly)?)?$/;

const NO_LIST: CalendarList = { calendars: [], unavailable: [] };

interface LoadedList {
  userId: string | null;
  list: CalendarList | null;
  error: CalendarError | null;
}

/** Loads nothing before `loadCalendars` is called. */
export function useCalendarList(
  client: CalendarClient,
  userId: string | null,
  accounts: AccountConnection[],
): CalendarListState {
  const [state, setState] = useState<LoadedList>({ userId, list: null, error: null });
  const last = useRef<{ key: string; at: number; answer: Promise<void> } | null>(null);
  const isNeeded = accounts.some(isConnected) && mayHaveMore(accounts);
  const key = [userId, ...accounts.map((one) => [one.account_id, one.status, ...one.scopes])]
    .join();

  const loadCalendars = useCallback((again = false) => {
    if (!isNeeded) return Promise.resolve();
    const before = last.current;
    if (!again && before?.key === key && Date.now() - before.at < FRESH) return before.answer;
    const load = async () => {
      try {
        const list = await client.calendars();
        setState((known) => ({ userId, list: withKnown(list, known, userId), error: null }));
      } catch (thrown) {
        const error = toCalendarError(thrown);
        setState((known) => ({ userId, list: known.userId === userId ? known.list : null, error }));
      }
    };
    const answer = load();
    last.current = { key, at: Date.now(), answer };
    return answer;
  }, [client, userId, key, isNeeded]);

  const isCurrent = state.userId === userId;
  const list = isCurrent && state.list && isNeeded ? state.list : null;
  const error = isCurrent && isNeeded ? state.error : null;
  const calendars = useMemo(
    () => accounts.flatMap((account) => calendarsOf(account, list)),
    // `accounts` is new with each answer of the connection, mostly with the same content.
    [key, list],
  );
  return useMemo(() => ({
    calendars,
    calendarsReady: accounts.length > 0 && (!isNeeded || list !== null || error !== null),
    unavailable: (list ?? NO_LIST).unavailable,
    calendarsError: error,
    loadCalendars,
  }), [calendars, accounts.length, isNeeded, list, error, loadCalendars]);
}

/** Loads the list for a component that shows it. */
export function useLoadedCalendars({ loadCalendars }: CalendarListState): void {
  useEffect(() => void loadCalendars(), [loadCalendars]);
}

/** False if there can be no calendar but the primary one of the only account. */
function mayHaveMore(accounts: AccountConnection[]): boolean {
  return accounts.length > 1 ||
    accounts.some(({ scopes }) => scopes.some((scope) => LIST_SCOPE.test(scope)));
}

/** The answer, with the calendars as they were last read of accounts that it is missing. */
function withKnown(answer: CalendarList, known: LoadedList, userId: string | null): CalendarList {
  if (known.userId !== userId || !known.list) return answer;
  const missing = new Set(answer.unavailable.map(({ account_id }) => account_id));
  const kept = known.list.calendars.filter(({ account_id }) => missing.has(account_id));
  return { ...answer, calendars: [...answer.calendars, ...kept] };
}

function calendarsOf(
  { account_id, google_email }: AccountConnection,
  list: CalendarList | null,
): Calendar[] {
  if (account_id === null) return [];
  const known = list?.calendars.filter((calendar) => calendar.account_id === account_id) ?? [];
  if (known.length > 0) return known;
  return [{
    id: google_email ?? "primary",
    account_id,
    summary: google_email,
    description: null,
    time_zone: null,
    color: null,
    access_role: "owner",
    primary: true,
    writable: true,
    selected: true,
    default_reminders: [],
    conference_types: ["google_meet"],
  }];
}
