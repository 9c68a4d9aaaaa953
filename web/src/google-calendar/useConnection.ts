"use client";

/**
 * Loads the connection, and starts connecting. The last answer stays on the screen while the
 * connection is loaded again.
 *
 * @module
 */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { keepAttempt } from "./attempt";
import {
  type CalendarClient,
  type CalendarError,
  type Connection,
  type ConnectOptions,
  toCalendarError,
} from "./client";

/** The connection, and the state of loading and connecting. */
export interface ConnectionState {
  /** Null before the first answer. */
  connection: Connection | null;
  /** Why the last load failed. */
  loadError: CalendarError | null;
  /** True after a press of "Connect", until the browser leaves the page. */
  connecting: boolean;
  connectError: CalendarError | null;
  /** What the last press of a button on this page was for. */
  attempt: ConnectOptions | null;
  connect(options?: ConnectOptions): Promise<void>;
  reload(): Promise<void>;
  setConnection(connection: Connection): void;
}

/** Milliseconds. A person who returns to the tab later than this loads the connection again. */
const FRESH = 30_000;

interface LoadedConnection {
  userId: string | null;
  connection: Connection | null;
  error: CalendarError | null;
}

/** Loads the connection of `userId`; loads nothing for null. */
export function useConnection(client: CalendarClient, userId: string | null): ConnectionState {
  const [state, setState] = useState<LoadedConnection>({
    userId,
    connection: null,
    error: null,
  });
  const [connecting, setConnecting] = useState(false);
  const [attempt, setAttempt] = useState<ConnectOptions | null>(null);
  const [connectError, setConnectError] = useState<CalendarError | null>(null);
  /** When the last request was sent, and how many there were: only the last answer counts. */
  const requests = useRef({ lastAt: 0, count: 0 });

  const setConnection = useCallback((connection: Connection) => {
    requests.current.count++; // an older answer that is still to come must not undo this one
    setState({ userId, connection, error: null });
  }, [userId]);

  const reload = useCallback(async () => {
    if (!userId) return;
    const turn = ++requests.current.count;
    requests.current.lastAt = Date.now();
    try {
      const connection = await client.connection();
      if (turn === requests.current.count) setState({ userId, connection, error: null });
    } catch (thrown) {
      const error = toCalendarError(thrown);
      if (turn !== requests.current.count) return;
      setState((before) => ({
        userId,
        connection: before.userId === userId ? before.connection : null,
        error,
      }));
    }
  }, [client, userId]);

  const connect = useCallback(async (options: ConnectOptions = {}) => {
    setAttempt(options);
    setConnecting(true);
    setConnectError(null);
    try {
      keepAttempt(options);
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
    const onVisible = () => {
      const fresh = Date.now() - requests.current.lastAt < FRESH;
      if (document.visibilityState === "visible" && !fresh) void reload();
    };
    const onOnline = () => void reload();
    // After the browser's Back button at Google the page is as it was left: "connecting".
    const onPageShow = (event: PageTransitionEvent) => {
      if (!event.persisted) return;
      setConnecting(false);
      void reload();
    };
    document.addEventListener("visibilitychange", onVisible);
    addEventListener("online", onOnline);
    addEventListener("pageshow", onPageShow);
    return () => {
      document.removeEventListener("visibilitychange", onVisible);
      removeEventListener("online", onOnline);
      removeEventListener("pageshow", onPageShow);
    };
  }, [reload]);

  const isCurrent = state.userId === userId;
  const connection = isCurrent ? state.connection : null;
  const loadError = isCurrent ? state.error : null;
  return useMemo(
    () => ({
      connection,
      loadError,
      connecting,
      connectError,
      attempt,
      connect,
      reload,
      setConnection,
    }),
    [connection, loadError, connecting, connectError, attempt, connect, reload, setConnection],
  );
}
