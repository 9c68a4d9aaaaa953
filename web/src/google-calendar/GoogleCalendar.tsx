/**
 * Provides the connection to all components below. It is loaded once for all pages, and again when
 * the person returns to the tab.
 *
 * @module
 */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { type Arrival, readArrival, withoutArrival } from "./arrival";
import type { CalendarClient, CalendarEvent } from "./client";
import { type ConnectionState, useConnection } from "./useConnection";

/** The value of `useGoogleCalendar`. */
export interface GoogleCalendarValue extends ConnectionState {
  client: CalendarClient;
  /** The signed-in user; null without a session. */
  userId: string | null;
  /** The result that the browser brought back from Google, until it is set to null. */
  arrival: Arrival | null;
  setArrival(arrival: Arrival | null): void;
  /** Events created since the page was loaded, newest first. */
  added: CalendarEvent[];
  recordAdded(event: CalendarEvent): void;
  signIn?: () => void;
}

const Context = createContext<GoogleCalendarValue | null>(null);

/** `userId` is null without a session. */
export interface GoogleCalendarProps {
  client: CalendarClient;
  userId: string | null;
  /** Offered after a session ends. */
  signIn?: () => void;
  children: ReactNode;
}

/** Put this once around the pages that use the calendar. */
export function GoogleCalendar({ client, userId, signIn, children }: GoogleCalendarProps) {
  const [arrival, setArrival] = useState(() => readArrival(location.href));
  const [added, setAdded] = useState<{ userId: string | null; events: CalendarEvent[] }>(
    { userId, events: [] },
  );
  const connection = useConnection(client, userId);

  useEffect(() => {
    // Without a new history entry: see `withoutArrival`.
    if (readArrival(location.href)) {
      history.replaceState(history.state, "", withoutArrival(location.href));
    }
  }, []);

  const value = useMemo<GoogleCalendarValue>(() => ({
    ...connection,
    client,
    userId,
    signIn,
    arrival,
    setArrival,
    added: added.userId === userId ? added.events : [],
    recordAdded: (event) =>
      setAdded((before) => {
        const events = before.userId === userId ? before.events : [];
        return { userId, events: [event, ...events.filter(({ id }) => id !== event.id)] };
      }),
  }), [connection, client, signIn, arrival, added, userId]);

  return <Context value={value}>{children}</Context>;
}

/** The connection and its actions. Throws outside of `<GoogleCalendar>`. */
export function useGoogleCalendar(): GoogleCalendarValue {
  const value = useContext(Context);
  if (!value) throw new Error("useGoogleCalendar needs <GoogleCalendar> around it");
  return value;
}
