/**
 * The connection, if something is wrong with it, and the calendar. The calendar library is large, so it is loaded
 * beside the connection.
 *
 * @module
 */
import { useDeferredValue, useEffect, useState } from "react";
import {
  ConnectGoogleCalendar,
  isAnyConnected,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import { lazyPart } from "../lazyPart.tsx";
import { rowReader } from "../mirror/rowReader.ts";
import { useSession } from "../session.tsx";
import { BoardSkeleton } from "../ui/BoardSkeleton.tsx";

const load = async () => (await import("../calendar/CalendarBoard.tsx")).CalendarBoard;
const CalendarBoard = lazyPart(load);

/** All of the calendar page for who is signed in. */
export function CalendarParts() {
  return (
    <>
      <ConnectGoogleCalendar hideWhenConnected />
      <Board />
    </>
  );
}

/**
 * After the first connection the board stays, with its open dialog, until the person disconnects. If no account can be
 * asked, the board is there for what is mirrored.
 */
function Board() {
  const { connection, userId } = useGoogleCalendar();
  const { data } = useSession();
  const [connectedUser, setConnectedUser] = useState<string | null>(null);
  const isAsleep = connection?.status === "needs_reconnect" && !isAnyConnected(connection);
  useEffect(() => {
    if (!isAsleep) return;
    let isCurrent = true;
    const look = async () => {
      const { anyReadable } = await rowReader();
      if (await anyReadable(data) && isCurrent) setConnectedUser(userId);
    };
    look().catch(() => {});
    return () => {
      isCurrent = false;
    };
  }, [isAsleep, data, userId]);
  // After the first paint of the page.
  useEffect(() => {
    const later = setTimeout(() => {
      void rowReader().catch(() => {});
      void load().catch(() => {});
    }, 50);
    return () => clearTimeout(later);
  }, []);
  const wasConnected = connectedUser === userId;
  if (isAnyConnected(connection) && !wasConnected) setConnectedUser(userId);
  // The board takes long to render, so it is rendered in small pieces, behind its skeleton.
  const isReady = useDeferredValue(connection !== null, false);
  if (connection?.status === "not_connected") return null;
  if (connection && !isAnyConnected(connection) && !wasConnected) return null;
  if (!isReady) return <BoardSkeleton />;
  return <CalendarBoard key={userId} fallback={<BoardSkeleton />} />;
}
