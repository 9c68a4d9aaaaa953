"use client";

/**
 * Provides the connection to all components below. It is loaded once for all pages, and again when
 * the person returns to the tab.
 *
 * @module
 */
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import { eventKey } from "./calendarRef";
import {
  type AccountConnection,
  type Arrival,
  type CalendarClient,
  type CalendarEvent,
  readArrival,
  withoutArrival,
} from "./client";
import { english, type Messages } from "./english";
import { Language } from "./Language";
import { type CalendarListState, useCalendarList } from "./useCalendarList";
import { type ConnectionState, useConnection } from "./useConnection";

/** The value of `useGoogleCalendar`. */
export interface GoogleCalendarValue extends ConnectionState, CalendarListState {
  client: CalendarClient;
  /** The signed-in user; null without a session. */
  userId: string | null;
  /** The result that the browser brought back from Google, until it is set to null. */
  arrival: Arrival | null;
  setArrival(arrival: Arrival | null): void;
  /** Events created since the page was loaded, newest first. */
  added: CalendarEvent[];
  recordAdded(event: CalendarEvent): void;
  signIn: (() => void) | undefined;
  navigate: ((path: string) => void) | undefined;
}

const NO_ACCOUNTS: AccountConnection[] = [];

const Context = createContext<GoogleCalendarValue | null>(null);

/** `userId` is null without a session. */
export interface GoogleCalendarProps {
  client: CalendarClient;
  userId: string | null;
  /** Offered after a session ends. */
  signIn?: (() => void) | undefined;
  /**
   * Opens a page of this app by the app's router, after a confirmation. `path` is as in `location`, with
   * query and fragment. Without it the browser loads the page.
   */
  navigate?: ((path: string) => void) | undefined;
  /** The texts: `german`, or `{ ...english, connect: "Link my calendar" }`. English by default. */
  messages?: Messages | undefined;
  /** The language of dates, a BCP 47 tag such as `de-AT`; the browser's own by default. */
  locale?: string | undefined;
  children: ReactNode;
}

/** Put this once around the pages that use the calendar. */
export function GoogleCalendar(
  { client, userId, signIn, navigate, messages = english, locale, children }: GoogleCalendarProps,
) {
  // Read before any effect of the app can change the address.
  const [read, setArrival] = useState(readAddress);
  // A page that the server rendered is first shown as it was rendered, without the result.
  const isHydrated = useSyncExternalStore(subscribeToNothing, () => true, () => false);
  const arrival = isHydrated ? read : null;
  const [added, setAdded] = useState<{ userId: string | null; events: CalendarEvent[] }>(
    { userId, events: [] },
  );
  const connection = useConnection(client, userId);
  const accounts = connection.connection?.accounts ?? NO_ACCOUNTS;
  const calendars = useCalendarList(client, userId, accounts);

  useEffect(() => {
    // Without a new history entry: see `withoutArrival`.
    if (readAddress()) {
      history.replaceState(history.state, "", withoutArrival(location.href));
    }
  }, []);

  const value = useMemo<GoogleCalendarValue>(() => ({
    ...connection,
    ...calendars,
    client,
    userId,
    signIn,
    navigate,
    arrival,
    setArrival,
    added: added.userId === userId ? added.events : [],
    recordAdded: (event) =>
      setAdded((before) => {
        const events = before.userId === userId ? before.events : [];
        return {
          userId,
          events: [event, ...events.filter((one) => eventKey(one) !== eventKey(event))],
        };
      }),
  }), [connection, calendars, client, signIn, navigate, arrival, added, userId]);

  const language = useMemo(() => ({ messages, locale }), [messages, locale]);

  // React 18 has no `<Context>`: there it renders nothing.
  return (
    <Language.Provider value={language}>
      <Context.Provider value={value}>{children}</Context.Provider>
    </Language.Provider>
  );
}

/** What the address brought; null on the server. */
function readAddress(): Arrival | null {
  return typeof location === "undefined" ? null : readArrival(location.href);
}

function subscribeToNothing(): () => void {
  return () => {};
}

/** The connection and its actions. Throws outside of `<GoogleCalendar>`. */
export function useGoogleCalendar(): GoogleCalendarValue {
  const value = useContext(Context);
  if (!value) throw new Error("useGoogleCalendar needs <GoogleCalendar> around it");
  return value;
}
