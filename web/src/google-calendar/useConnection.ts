/**
 * The connection as it stands, and the way to Google and back. What is known stays on the screen
 * while it is asked for again.
 *
 * @module
 */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import {
  type CalendarClient,
  type CalendarError,
  type Connection,
  type ConnectOptions,
  toCalendarError,
} from "./client.ts";

/** What is known, what is under way, and what failed. */
export interface ConnectionState {
  /** Null until the first answer. */
  connection: Connection | null;
  /** Why the last look failed. */
  loadError: CalendarError | null;
  /** True from pressing "Connect" until the browser has left the page. */
  connecting: boolean;
  connectError: CalendarError | null;
  connect(options?: ConnectOptions): Promise<void>;
  reload(): Promise<void>;
  setConnection(connection: Connection): void;
}

/** Milliseconds for which an answer is fresh enough not to ask again on coming back to the tab. */
const FRESH = 30_000;

interface Known {
  userId: string | null;
  connection: Connection | null;
  error: CalendarError | null;
}

/** Loads the connection of `userId` (nothing for null) and keeps it. */
export function useConnection(client: CalendarClient, userId: string | null): ConnectionState {
  const [known, setKnown] = useState<Known>({ userId, connection: null, error: null });
  const [connecting, setConnecting] = useState(false);
  const [connectError, setConnectError] = useState<CalendarError | null>(null);
  const asked = useRef({ at: 0, turn: 0 });

  const setConnection = useCallback((connection: Connection) => {
    asked.current.turn++; // an older answer still under way must not undo this one
    setKnown({ userId, connection, error: null });
  }, [userId]);

  const reload = useCallback(async () => {
    if (!userId) return;
    const turn = ++asked.current.turn;
    asked.current.at = Date.now();
    try {
      const connection = await client.connection();
      if (turn === asked.current.turn) setKnown({ userId, connection, error: null });
    } catch (thrown) {
      const error = toCalendarError(thrown);
      if (turn !== asked.current.turn) return;
      setKnown((before) => ({
        userId,
        connection: before.userId === userId ? before.connection : null,
        error,
      }));
    }
  }, [client, userId]);

  const connect = useCallback(async (options?: ConnectOptions) => {
    setConnecting(true);
    setConnectError(null);
    try {
      const return_to = location.pathname + location.search;
      const { authorization_url } = await client.connect({ return_to, ...options });
      location.assign(authorization_url);
    } catch (thrown) {
      setConnectError(toCalendarError(thrown));
      setConnecting(false);
    }
  }, [client]);

  useEffect(() => {
    void reload();
    const lookAgain = () => {
      const fresh = Date.now() - asked.current.at < FRESH;
      if (document.visibilityState === "visible" && !fresh) void reload();
    };
    const online = () => void reload();
    // Back from Google by the back button: the page is shown as it was left, "connecting".
    const shown = (event: PageTransitionEvent) => {
      if (!event.persisted) return;
      setConnecting(false);
      void reload();
    };
    document.addEventListener("visibilitychange", lookAgain);
    addEventListener("online", online);
    addEventListener("pageshow", shown);
    return () => {
      document.removeEventListener("visibilitychange", lookAgain);
      removeEventListener("online", online);
      removeEventListener("pageshow", shown);
    };
  }, [reload]);

  const mine = known.userId === userId;
  const connection = mine ? known.connection : null;
  const loadError = mine ? known.error : null;
  return useMemo(
    () => ({ connection, loadError, connecting, connectError, connect, reload, setConnection }),
    [connection, loadError, connecting, connectError, connect, reload, setConnection],
  );
}
